/** What most guessed passwords are made of, in lower case and without digits and signs. */
const stems: ReadonlySet<string> = new Set([
  'password',
  'passwort',
  'passw',
  'kennwort',
  'geheim',
  'secret',
  'letmein',
  'welcome',
  'willkommen',
  'admin',
  'administrator',
  'root',
  'user',
  'test',
  'testtest',
  'changeme',
  'default',
  'login',
  'master',
  'hallo',
  'hello',
  'iloveyou',
  'ichliebedich',
  'princess',
  'dragon',
  'monkey',
  'football',
  'fussball',
  'baseball',
  'superman',
  'batman',
  'sunshine',
  'schatz',
  'sommer',
  'summer',
  'winter',
  'fruehling',
  'herbst',
  'qwerty',
  'qwertz',
  'qwertyuiop',
  'qwertzuiop',
  'asdfgh',
  'asdfghjkl',
  'yxcvbnm',
  'zxcvbnm',
  'abc',
  'abcdef',
  'fernwart',
  'teamviewer',
  'servicedesk',
  'helpdesk',
  'support',
  'correcthorsebatterystaple',
]);
const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiop', 'qwertzuiop', 'asdfghjkl'];

/**
 * Whether a password, however long, is one of the first that anybody would try: a common word with digits and signs around
 * it, one piece said again and again, or a row of the keyboard. What it is composed of does not matter otherwise.
 */
export function isKnownBad(password: string): boolean {
  const text = password.normalize('NFKC').toLowerCase();
  if (new Set(text).size < 4) return true;
  const piece = /^(.{1,8}?)\1+.{0,3}$/su.exec(text)?.[1];
  if (piece !== undefined) return true;
  const letters = text
    .replaceAll('0', 'o')
    .replaceAll(/[@4]/g, 'a')
    .replaceAll('3', 'e')
    .replaceAll(/[$5]/g, 's');
  for (const spelling of [text, letters]) {
    const word = spelling.replaceAll(/[^\p{L}]/gu, '');
    if (stems.has(word) || stems.has(spelling.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''))) return true;
  }
  return rows.some((row) => isRunOf(row, text) || isRunOf(row.split('').toReversed().join(''), text));
}

/** At least ten in a row, with nothing else but a little. */
function isRunOf(row: string, text: string): boolean {
  for (let start = 0; start + 8 <= row.length; start++) {
    for (let end = row.length; end - start >= 8; end--) {
      const run = row.slice(start, end);
      if (text.includes(run)) return text.length - run.length <= 4;
    }
  }
  return false;
}
