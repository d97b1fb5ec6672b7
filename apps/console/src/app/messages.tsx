import { Notifications } from '@mantine/notifications';

/** The place of short messages, at the edge of the page. */
export default function Messages() {
  return <Notifications position="bottom-right" limit={4} zIndex={1000} />;
}
