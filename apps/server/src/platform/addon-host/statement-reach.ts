import { parse } from 'libpg-query';

/** A statement's kind as PostgreSQL's own parser names it, its tree, and everything it names outside one schema. */
export interface ParsedStatement {
  readonly kind: string;
  readonly tree: Readonly<Record<string, unknown>>;
  readonly outside: readonly string[];
  /** Where it stands in the text, in bytes of UTF-8. */
  readonly start: number;
  readonly length: number;
}

/**
 * Functions that reach past tables: files, large objects, other databases, settings, running sessions, and those that
 * take a statement as text. `pg_catalog` is on every search path, so its names must be told apart one by one.
 */
const refusedFunction =
  /^(pg_|lo_|dblink|set_config$|current_setting$|(query|table|schema|database|cursor)_to_|ts_stat$|ts_rewrite$|xmlparse|binary_upgrade_|txid_|currval$|lastval$|has_.*_privilege$)/;
/** Their first argument names a sequence as text. */
const sequenceFunction = /^(nextval|setval)$/;

/** Parses SQL with PostgreSQL's parser. Rejects with its message where the text is none. */
export async function statementReach(text: string, schema: string): Promise<ParsedStatement[]> {
  const { stmts = [] } = await parse(text);
  const bytes = Buffer.byteLength(text);
  return stmts.map(({ stmt, stmt_location: start = 0, stmt_len: length }) => {
    const [kind = 'nothing', tree = {}] = Object.entries(stmt ?? {})[0] ?? [];
    return {
      kind,
      tree: asNode(tree),
      outside: [...new Set(outsideNames(tree, schema))],
      start,
      length: length ?? bytes - start,
    };
  });
}

function asNode(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function* outsideNames(value: unknown, schema: string): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* outsideNames(item, schema);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const node = asNode(value);
  yield* namesOf(node, schema);
  for (const child of Object.values(node)) yield* outsideNames(child, schema);
}

/** Trees name relations, functions, types, operators and collations by members of fixed names. */
function* namesOf(node: Readonly<Record<string, unknown>>, schema: string): Generator<string> {
  if (typeof node['relname'] === 'string') yield* relation(node, schema);
  if (Array.isArray(node['funcname'])) yield* functionCall(node, words(node['funcname']), schema);
  for (const member of ['names', 'collname', 'opclass', 'typeName', 'sequence'] as const) {
    if (Array.isArray(node[member])) yield* qualified(words(node[member]), schema);
  }
  // Operators: `operator(other.+)`.
  if (Array.isArray(node['name']) && 'kind' in node) yield* qualified(words(node['name']), schema);
  if (node['intoClause'] !== undefined) yield 'select into';
}

function* relation(node: Readonly<Record<string, unknown>>, schema: string): Generator<string> {
  const name = String(node['relname']);
  const place = node['schemaname'];
  if (node['catalogname'] !== undefined || (place !== undefined && place !== schema)) {
    yield `${String(place ?? node['catalogname'])}.${name}`;
  } else if (name.startsWith('pg_')) yield name;
}

function* functionCall(
  node: Readonly<Record<string, unknown>>,
  name: readonly string[],
  schema: string,
): Generator<string> {
  yield* qualified(name, schema);
  const last = name.at(-1) ?? '';
  if (refusedFunction.test(last)) yield `${last}()`;
  if (sequenceFunction.test(last) && !namesOwnSequence(node['args'])) yield `${last}()`;
}

function* qualified(name: readonly string[], schema: string): Generator<string> {
  const [place] = name.length > 1 ? name : [];
  if (place !== undefined && place !== 'pg_catalog' && place !== schema) yield name.join('.');
}

function namesOwnSequence(args: unknown): boolean {
  const [first] = Array.isArray(args) ? args : [];
  const text = asNode(asNode(asNode(first)['A_Const'])['sval'])['sval'];
  return typeof text === 'string' && /^[a-z_][a-z0-9_]*$/.test(text) && !text.startsWith('pg_');
}

/** The words of a qualified name. */
export function words(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item) => {
    const word = asNode(asNode(item)['String'])['sval'];
    return typeof word === 'string' ? [word] : [];
  });
}
