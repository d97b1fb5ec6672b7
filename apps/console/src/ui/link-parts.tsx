import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Native<Props> = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Props> & {
  ref?: Ref<HTMLAnchorElement>;
};

function PlainAnchor(props: AnchorProps & Native<AnchorProps>) {
  return <Anchor {...props} />;
}
function PlainButton(props: ButtonProps & Native<ButtonProps>) {
  return <Button component="a" {...props} />;
}

/** A text link to a page of the console. */
export const AnchorLink = createLink(PlainAnchor);
/** A page of the console behind something that looks like a button. */
export const ButtonLink = createLink(PlainButton);
