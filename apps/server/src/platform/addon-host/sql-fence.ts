import { AddonError } from './addon-error.ts';
import { type ParsedStatement, statementReach } from './statement-reach.ts';

const runtimeStatements = new Set(['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);

/** `analyze` of named tables. PostgreSQL's parser has one kind for it and for `vacuum`, which no transaction can hold. */
function isAnalyze({ kind, tree }: ParsedStatement): boolean {
  return kind === 'VacuumStmt' && tree['is_vacuumcmd'] !== true && Array.isArray(tree['rels']);
}

/** Beyond this an answer is a mistake: read in pages. */
export const mostRows = 100_000;

/**
 * Lets through one statement that reads or writes the package's own tables. It guards against accidents, not against
 * malice: add-on code is signed and trusted. Each statement of the code is parsed once.
 */
export interface SqlFence {
  /** Answers the statement to run: a query without a limit of its own reads one row more than `mostRows`, and no further. */
  admit(strings: readonly string[], text: string): Promise<string>;
}

export function createSqlFence(schema: string): SqlFence {
  const judged = new WeakMap<readonly string[], Promise<string>>();
  return {
    admit(strings, text) {
      const known = judged.get(strings);
      if (known) return known;
      const verdict = judge(schema, text);
      judged.set(strings, verdict);
      return verdict;
    },
  };
}

async function judge(schema: string, text: string): Promise<string> {
  const statements = await statementReach(text, schema).catch((cause: unknown) => {
    throw new AddonError('statement_refused', `not a statement: ${String(cause)}`, cause);
  });
  const [statement] = statements;
  if (!statement || statements.length > 1) {
    throw new AddonError('statement_refused', 'exactly one statement is expected');
  }
  if (!runtimeStatements.has(statement.kind) && !isAnalyze(statement)) {
    throw new AddonError('statement_refused', `${statement.kind} is not for add-ons`);
  }
  const [outside] = statement.outside;
  if (outside) throw new AddonError('statement_refused', `${outside} is outside the package's schema`);
  if (statement.kind !== 'SelectStmt' || 'limitCount' in statement.tree) return text;
  const alone = Buffer.from(text)
    .subarray(statement.start, statement.start + statement.length)
    .toString();
  return `${alone}\nlimit ${mostRows + 1}`;
}
