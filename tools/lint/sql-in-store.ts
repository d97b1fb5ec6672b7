import type { LintRule } from './lint-rule.ts';

export const sqlInStore: LintRule = {
  create: (context) => ({
    TaggedTemplateExpression(node) {
      const { tag } = node;
      const name =
        tag.type === 'Identifier'
          ? tag.name
          : tag.type === 'MemberExpression' && tag.property.type === 'Identifier' && tag.property.name;
      if (name !== 'sql') return;
      context.report({
        node,
        message:
          "A feature's SQL stands in its store.ts, where it can be read in one piece. " +
          'Give the statement a name there (findPerson, closeSession) and call that.',
      });
    },
  }),
};
