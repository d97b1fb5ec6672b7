import type { LintRule } from './lint-rule.ts';

const levels = new Set(['debug', 'info', 'warn', 'error']);

export const staticLogMessage: LintRule = {
  create: (context) => ({
    CallExpression(node) {
      const { callee } = node;
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
      if (!levels.has(callee.property.name) || !isLog(callee.object)) return;
      const [message] = node.arguments;
      const isComposed =
        (message?.type === 'TemplateLiteral' && message.expressions.length > 0) ||
        message?.type === 'BinaryExpression';
      if (!isComposed) return;
      context.report({
        node: message,
        message:
          'A log message is a constant, so that lines can be counted and no secret slips in. ' +
          "Put what changes into the fields: log.info('session created', { sessionId }).",
      });
    },
  }),
};

function isLog(node: { type: string; name?: unknown; property?: unknown }): boolean {
  if (node.type === 'Identifier') return node.name === 'log';
  const { property } = node;
  return typeof property === 'object' && property !== null && 'name' in property && property.name === 'log';
}
