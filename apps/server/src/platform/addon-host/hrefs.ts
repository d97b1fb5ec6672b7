import type { Block, Inline } from '@fernwart/addon-kit';
import { AddonError } from './addon-error.ts';

/** Where a link of an add-on leads: the same address on this server, or a declared host's stand-in or itself. */
export type LinkTarget = (href: string) => string;

/**
 * Same-origin paths stay as they are; addresses of declared hosts go through `outward` (FERNWART_HOSTS); anything else is
 * refused with code `bad_answer`.
 */
export function linkTargetOf(outward: (url: string) => string): LinkTarget {
  return (href) => {
    if (/^\/(?![/\\])[^\\\s]*$/.test(href)) return href;
    try {
      return outward(href);
    } catch (cause) {
      throw new AddonError('bad_answer', 'a link leads to a host that the manifest does not declare', cause);
    }
  };
}

export function withTargets(blocks: readonly Block[], target: LinkTarget): Block[] {
  return blocks.map((block) => {
    if (block.type !== 'steps') return flat(block, target);
    const steps = block.steps.map((step) =>
      step.blocks ? { ...step, blocks: step.blocks.map((inner) => flat(inner, target)) } : step,
    );
    return { ...block, steps };
  });
}

function flat<B extends Exclude<Block, { type: 'steps' }>>(block: B, target: LinkTarget): B {
  switch (block.type) {
    case 'links':
      return { ...block, links: block.links.map((link) => ({ ...link, href: target(link.href) })) };
    case 'content':
      return { ...block, content: inlines(block.content, target) };
    case 'facts':
      return {
        ...block,
        facts: block.facts.map((fact) => ({
          ...fact,
          value: inlines(fact.value, target),
          ...(fact.copy === undefined ? {} : { copy: taken(fact.copy, target) }),
        })),
      };
    case 'qr':
      return { ...block, value: taken(block.value, target) };
    default:
      return block;
  }
}

/** A text that people take along, to open it elsewhere: where it is a link, it leads where our links lead. */
function taken(text: string, target: LinkTarget): string {
  return text.startsWith('https://') ? target(text) : text;
}

export function inlines(content: readonly Inline[], target: LinkTarget): Inline[] {
  return content.map((part) => (part.type === 'link' ? { ...part, href: target(part.href) } : part));
}
