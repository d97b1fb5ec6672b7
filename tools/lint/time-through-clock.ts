import type { LintRule } from './lint-rule.ts';

const message =
  'Time and chance come in through the door, so that tests can drive them. ' +
  'Take a Clock (clock.now()) or NewId as an argument; random bytes come from node:crypto.';

const forbidden: Readonly<Record<string, readonly string[]>> = {
  Date: ['now'],
  Math: ['random'],
  Temporal: ['Now'],
};

export const timeThroughClock: LintRule = {
  create: (context) => ({
    MemberExpression(node) {
      if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return;
      if (forbidden[node.object.name]?.includes(node.property.name)) context.report({ node, message });
    },
    NewExpression(node) {
      // `new Date(value)` only converts.
      if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0)
        context.report({ node, message });
    },
  }),
};
