import { problemKinds, type Turn } from '../../packages/contract/src/problems.ts';

const turns: Readonly<Record<Turn, string>> = {
  yours: 'whoever sent the request',
  ours: 'Fernwart, or whoever runs it',
  theirs: 'somebody outside',
};

/** `docs/operate/problems.md`, whole. */
export function problemsPage(): string {
  const rows = Object.entries(problemKinds).map(
    ([code, { status, turn, title }]) =>
      `| \`${code}\` | ${status} | ${turns[turn]} | ${title.en} | ${title.de} |`,
  );
  return `# Problems

Every error of the API is a document of the type \`application/problem+json\` (RFC 9457). Its \`code\` is one of these and
never changes its meaning; \`title\` and \`detail\` come in the reader's language; \`turn\` says whose turn it is; \`instance\`
is the request's id, as it stands in the log; \`errors\` names the fields of wrong input.

| code | status | whose turn it is | English | German |
|---|---|---|---|---|
${rows.join('\n')}
`;
}
