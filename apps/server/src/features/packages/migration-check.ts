import { type ParsedStatement, statementReach, words } from '../../platform/addon-host/statement-reach.ts';

/** A migration's statements, to be run one by one. */
export interface CheckedMigration {
  readonly name: string;
  readonly digest: string;
  readonly statements: readonly string[];
}

export interface MigrationFault {
  readonly de: string;
  readonly en: string;
}

const allowedKinds = new Set([
  'CreateStmt',
  'AlterTableStmt',
  'IndexStmt',
  'RenameStmt',
  'DropStmt',
  'CreateSeqStmt',
  'AlterSeqStmt',
  'CreateEnumStmt',
  'AlterEnumStmt',
  'CompositeTypeStmt',
  'ViewStmt',
  'CommentStmt',
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'TruncateStmt',
]);
const alterableObjects = new Set(['OBJECT_TABLE', 'OBJECT_INDEX', 'OBJECT_SEQUENCE', 'OBJECT_VIEW']);
const droppableObjects = new Set([...alterableObjects, 'OBJECT_TYPE']);
const renamableObjects = new Set([...alterableObjects, 'OBJECT_COLUMN', 'OBJECT_TABCONSTRAINT']);
const indexMethods = new Set(['btree', 'hash', 'gin', 'gist', 'brin']);
const alterations = new Set([
  'AT_AddColumn',
  'AT_DropColumn',
  'AT_ColumnDefault',
  'AT_SetNotNull',
  'AT_DropNotNull',
  'AT_AlterColumnType',
  'AT_SetStatistics',
  'AT_AddConstraint',
  'AT_DropConstraint',
  'AT_ValidateConstraint',
  'AT_AddIndex',
  'AT_AddIdentity',
  'AT_DropIdentity',
  'AT_SetIdentity',
  'AT_DropExpression',
]);

/**
 * Holds a migration against the allow-list: kinds of statements that shape and fill the package's own tables, naming
 * nothing outside its schema. It guards against accidents; what a publisher signs is trusted.
 */
export async function checkMigration(
  migration: { name: string; sql: string; digest: string },
  schema: string,
): Promise<{ checked: CheckedMigration; faults: MigrationFault[] }> {
  const { name, sql, digest } = migration;
  let parsed: ParsedStatement[];
  try {
    parsed = await statementReach(sql, schema);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const fault = { de: `Kein gültiges SQL: ${reason}`, en: `Not valid SQL: ${reason}` };
    return { checked: { name, digest, statements: [] }, faults: [fault] };
  }
  const bytes = Buffer.from(sql);
  const statements = parsed.map(({ start, length }) =>
    bytes
      .subarray(start, start + length)
      .toString('utf8')
      .trim(),
  );
  return {
    checked: { name, digest, statements },
    faults: parsed.flatMap((each) => [...faultsOf(each, schema)]),
  };
}

function* faultsOf(statement: ParsedStatement, schema: string): Generator<MigrationFault> {
  if (!allowedKinds.has(statement.kind)) {
    yield forbidden(statement.kind);
    return;
  }
  for (const name of [...statement.outside, ...namedOutside(statement, schema)]) {
    yield {
      de: `„${name}“ liegt außerhalb des eigenen Schemas.`,
      en: `"${name}" lies outside the package's own schema.`,
    };
  }
  yield* wrongParts(statement);
}

function* wrongParts({ kind, tree }: ParsedStatement): Generator<MigrationFault> {
  if (kind === 'AlterTableStmt') {
    if (!alterableObjects.has(String(tree['objtype']))) yield forbidden(`${kind} ${String(tree['objtype'])}`);
    for (const command of list(tree['cmds'])) {
      const subtype = String(member(command, 'AlterTableCmd', 'subtype'));
      if (!alterations.has(subtype)) yield forbidden(subtype);
    }
  }
  if (kind === 'DropStmt' && !droppableObjects.has(String(tree['removeType']))) {
    yield forbidden(`${kind} ${String(tree['removeType'])}`);
  }
  if (kind === 'RenameStmt' && !renamableObjects.has(String(tree['renameType']))) {
    yield forbidden(`${kind} ${String(tree['renameType'])}`);
  }
  // Places on disk, other ways to store and temporary tables are no business of a package.
  for (const name of ['tablespacename', 'tableSpace', 'accessMethod']) {
    const given = tree[name];
    const usual = kind === 'IndexStmt' && typeof given === 'string' && indexMethods.has(given);
    if (given !== undefined && !usual) yield forbidden(name);
  }
  const relation = tree['relation'] ?? tree['view'] ?? tree['sequence'];
  if (typeof relation === 'object' && relation !== null && 'relpersistence' in relation) {
    if (relation.relpersistence === 't') yield forbidden('temporary');
  }
}

/** Names that stand in plain lists, which tell schema from table by their length alone. */
function* namedOutside({ kind, tree }: ParsedStatement, schema: string): Generator<string> {
  const lists =
    kind === 'DropStmt'
      ? list(tree['objects']).map((object) => words(member(object, 'List', 'items')))
      : kind === 'CommentStmt'
        ? [commented(tree)]
        : kind === 'CreateSeqStmt' || kind === 'AlterSeqStmt'
          ? list(tree['options']).map((option) => ownedBy(option))
          : [];
  for (const name of lists) {
    const [place] = name;
    if (name.length > 1 && place !== schema) yield name.join('.');
    if (name.at(-1)?.startsWith('pg_')) yield name.join('.');
  }
}

/** The table or type that a comment is about; a column's comes after it. */
function commented(tree: Readonly<Record<string, unknown>>): string[] {
  const items = words(member(tree['object'], 'List', 'items'));
  const typeNames = words(member(tree['object'], 'TypeName', 'names'));
  if (typeNames.length > 0) return typeNames;
  return tree['objtype'] === 'OBJECT_COLUMN' || tree['objtype'] === 'OBJECT_TABCONSTRAINT'
    ? items.slice(0, -1)
    : items;
}

function ownedBy(option: unknown): string[] {
  if (member(option, 'DefElem', 'defname') !== 'owned_by') return [];
  return words(member(member(option, 'DefElem', 'arg'), 'List', 'items')).slice(0, -1);
}

function forbidden(what: string): MigrationFault {
  return {
    de: `Diese Art von Anweisung ist in Migrationen nicht erlaubt: ${what}.`,
    en: `This kind of statement is not allowed in migrations: ${what}.`,
  };
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function member(value: unknown, kind: string, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const node: unknown = (value as Record<string, unknown>)[kind];
  if (typeof node !== 'object' || node === null) return undefined;
  return (node as Record<string, unknown>)[name];
}
