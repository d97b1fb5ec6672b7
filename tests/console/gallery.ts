import { type Block, panelAnswer, runDetail, sourceAnswer } from '@fernwart/contract';
import type { BrowserContext } from 'playwright-core';

const at = (minute: number) => `2026-11-22T10:${String(minute).padStart(2, '0')}:00Z`;
export const galleryRun = '01936000-0000-7000-8000-000000000001';

/** Every type of block once, each with everything that it can hold; `text` stands wherever an add-on may write. */
export function galleryBlocks(text: string): Block[] {
  const button = { action: 'do-it', label: text, prominent: true, tone: 'danger' as const };
  return [
    { type: 'heading', text },
    { type: 'text', text, tone: 'dimmed' },
    {
      type: 'content',
      content: [
        { type: 'text', text, strong: true },
        { type: 'instant', at: at(5) },
        { type: 'break' },
        { type: 'duration', seconds: 3_900 },
        { type: 'person', id: 'p', name: text },
        { type: 'link', href: 'https://start.teamviewer.com/123456789', text },
        { type: 'link', href: 'javascript:alert(1)', text },
        { type: 'code', text },
      ],
    },
    {
      type: 'facts',
      facts: [
        { label: text, value: [{ type: 'text', text }], help: text, copy: text, tone: 'warning' },
        {
          label: 'Token',
          value: [{ type: 'text', text: 'valid' }],
          tick: true,
          tooltip: text,
          tone: 'success',
        },
      ],
    },
    ...(['neutral', 'info', 'success', 'warning', 'danger'] as const).map((tone) => ({
      type: 'notice' as const,
      tone,
      title: text,
      text,
    })),
    {
      type: 'links',
      links: [
        { href: '/open/teamviewer/authorize/configuration/1', label: text, newTab: true, prominent: true },
        { href: '/activities', label: 'Activities', disabledReason: text },
      ],
    },
    { type: 'buttons', buttons: [button, { action: 'other', label: 'Other', disabledReason: text }] },
    { type: 'qr', value: 'https://get.teamviewer.com/v15/s12345678', label: text },
    {
      type: 'code',
      label: text,
      value: 's12-345-678',
      groups: ['s12', '345', '678'],
      spelling: [
        { label: 'DIN 5009', words: ['Samuel', 'eins', 'zwei'] },
        { label: 'NATO', words: ['Sierra', 'one', 'two'] },
      ],
    },
    {
      type: 'timeline',
      entries: [
        { at: at(1), title: text, text, tone: 'success' },
        { title: 'Later', tone: 'danger' },
      ],
    },
    { type: 'progress', label: text, value: 3, max: 12 },
    { type: 'progress', label: 'Going on' },
    { type: 'log', run: galleryRun },
    {
      type: 'chart',
      label: text,
      unit: 'calls',
      series: [
        { label: 'Sessions', points: [3, 5, 4, 9, 2].map((value, index) => ({ at: at(index * 5), value })) },
        { label: 'Reports', points: [1, null, 6].map((value, index) => ({ at: at(index * 7), value })) },
      ],
    },
    {
      type: 'table',
      source: 'devices',
      label: text,
      columns: [
        { name: 'name', label: text, kind: 'text', sortable: true },
        { name: 'id', label: 'TeamViewer ID', kind: 'number' },
        { name: 'state', label: 'State', kind: 'badge' },
        { name: 'seen', label: 'Seen', kind: 'instant' },
        { name: 'link', label: 'Link', kind: 'link' },
      ],
      filters: [{ name: 'group', label: 'Group', options: [{ value: 'a', label: text }] }],
      searchable: true,
      csv: true,
      empty: text,
    },
    {
      type: 'form',
      form: 'settings',
      fields: [
        { name: 'text', label: text, kind: 'text', help: text, required: true, copyable: true },
        { name: 'lines', label: 'Lines', kind: 'multiline' },
        { name: 'secret', label: 'Secret', kind: 'secret', stored: true },
        { name: 'number', label: 'Number', kind: 'number', min: 0, max: 10 },
        { name: 'switch', label: text, kind: 'switch', help: text },
        { name: 'select', label: 'Select', kind: 'select', options: [{ value: 'a', label: text }] },
        { name: 'url', label: 'Address', kind: 'url' },
        { name: 'readonly', label: 'Read only', kind: 'readonly', advanced: true },
      ],
      values: { text, select: 'a', readonly: text },
      submitLabel: text,
    },
    {
      type: 'difference',
      rows: [
        { label: text, before: '', after: '1234567890', reason: text },
        { label: 'NB-0002', before: text, after: '' },
      ],
      empty: text,
    },
    { type: 'inbox', label: text, empty: text, items: [{ id: '1', title: text, text, decisions: [button] }] },
    {
      type: 'steps',
      label: text,
      steps: [
        { title: text, state: 'done', at: at(3) },
        { title: text, state: 'current', blocks: [{ type: 'text', text }] },
        { title: 'Failed', state: 'failed' },
        { title: 'Open', state: 'open' },
      ],
    },
  ];
}

/** Answers for a package that shows the gallery on its page `/packages/gallery/all`, as the contract demands them. */
export async function serveGallery(context: BrowserContext, text: string): Promise<void> {
  const answers: Record<string, unknown> = {
    '/api/v1/packages/gallery/pages/all': panelAnswer.parse({
      title: text,
      blocks: galleryBlocks(text),
      topics: [],
      isComplete: true,
    }),
    '/api/v1/packages/gallery/sources/devices': sourceAnswer.parse({
      rows: [
        {
          id: '1',
          cells: {
            name: text,
            id: 1_234_567_890,
            state: { text, tone: 'success' },
            seen: at(9),
            link: { href: 'https://start.teamviewer.com/1', text },
          },
          href: '/assets',
          actions: [{ action: 'do-it', label: 'Assign' }],
        },
      ],
      total: 1,
    }),
    [`/api/v1/runs/${galleryRun}`]: runDetail.parse({
      id: galleryRun,
      package: 'gallery',
      workflow: text,
      title: text,
      version: '1.0',
      state: 'running',
      trigger: { kind: 'action', personId: null, personName: null, name: text },
      subject: null,
      dueAt: at(0),
      createdAt: at(0),
      startedAt: at(1),
      finishedAt: null,
      errorCode: null,
      errorText: null,
      result: null,
      resultFacts: [{ label: text, value: text }],
      log: (['info', 'warning', 'error'] as const).map((level, seq) => ({ seq, at: at(seq), level, text })),
    }),
  };
  for (const [path, json] of Object.entries(answers)) {
    await context.route(
      (url) => url.pathname === path,
      (route) => route.fulfill({ json }),
    );
  }
}
