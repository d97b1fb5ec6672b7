import { Button, Group } from '@mantine/core';
import type { Question } from './ask-to-confirm.ts';
import { Dialog } from './dialog.tsx';

interface Props {
  readonly question: Question;
  onAnswer(confirmed: boolean): void;
}

export default function ConfirmDialog({ question, onAnswer }: Props) {
  return (
    <Dialog title={question.title} onClose={() => onAnswer(false)}>
      <p className="pre-line">{question.text}</p>
      <Group justify="flex-end" mt="lg">
        <Button
          variant="default"
          onClick={() => onAnswer(false)}
          data-autofocus={question.danger || undefined}
        >
          {question.no}
        </Button>
        <Button
          {...(question.danger ? { color: 'red' } : {})}
          onClick={() => onAnswer(true)}
          data-autofocus={question.danger ? undefined : true}
        >
          {question.yes}
        </Button>
      </Group>
    </Dialog>
  );
}
