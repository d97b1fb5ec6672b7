/** Whether somebody who types this means this activity: `42` and `inc42` mean `INC00042`. */
export function hasNumber(number: string, typed: string): boolean {
  const wanted = parts(typed.trim().replace(/^#/, ''));
  const had = parts(number);
  if (!wanted || !had || wanted.digits !== had.digits) return false;
  return wanted.prefix === '' || wanted.prefix === had.prefix;
}

function parts(text: string): { prefix: string; digits: string } | null {
  const match = /^([^\d\s]{0,12})0*(\d{1,15})$/.exec(text);
  return match ? { prefix: (match[1] ?? '').toLowerCase(), digits: match[2] ?? '' } : null;
}
