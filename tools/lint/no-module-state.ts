import type { LintRule } from './lint-rule.ts';

export const noModuleState: LintRule = {
  create: (context) => ({
    Program(program) {
      for (const statement of program.body) {
        const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
        if (declaration?.type !== 'VariableDeclaration' || declaration.kind === 'const') continue;
        context.report({
          node: declaration,
          message:
            'A variable of the whole module is shared by everything in the process and by nothing on the next node. ' +
            'Keep it in what a factory returns (createX), or in the database.',
        });
      }
    },
  }),
};
