import type { Inline } from '@fernwart/contract';

/** Journal content as a mail's plain text. */
export function plainText(content: readonly Inline[]): string {
  return content.map(plain).join('');
}

function plain(node: Inline): string {
  switch (node.type) {
    case 'text':
    case 'code':
      return node.text;
    case 'person':
      return node.name;
    case 'instant':
      return node.at;
    case 'duration':
      return `${node.seconds} s`;
    case 'link':
      return node.text === node.href ? node.href : `${node.text} <${node.href}>`;
    case 'break':
      return '\n';
  }
}
