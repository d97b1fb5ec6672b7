import { modals } from '@mantine/modals';

interface Question {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  readonly danger?: boolean;
}

/** Asks before something is done; resolves with whether it was confirmed. */
export function askToConfirm({ title, text, yes, no, danger = false }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title,
      children: <p className="pre-line">{text}</p>,
      labels: { confirm: yes, cancel: no },
      ...(danger ? { confirmProps: { color: 'red' } } : {}),
      onConfirm: () => resolve(true),
      onCancel: () => resolve(false),
      onClose: () => resolve(false),
    });
  });
}
