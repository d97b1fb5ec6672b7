import { Alert } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { toneColor } from '../ui/tone.ts';
import type { BlockOf } from './block-of.ts';

const icons = {
  neutral: IconInfoCircle,
  info: IconInfoCircle,
  success: IconCircleCheck,
  warning: IconAlertTriangle,
  danger: IconAlertTriangle,
} as const;

export function NoticeBlock({ block }: { block: Pick<BlockOf<'notice'>, 'tone' | 'title' | 'text'> }) {
  const Icon = icons[block.tone];
  return (
    <Alert
      variant="light"
      color={toneColor[block.tone]}
      icon={<Icon size={18} />}
      title={block.title}
      role={block.tone === 'danger' || block.tone === 'warning' ? 'alert' : 'status'}
    >
      <span className="pre-line">{block.text}</span>
    </Alert>
  );
}
