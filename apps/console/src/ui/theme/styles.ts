import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import 'virtual:theme-variables.css';
import './page.css';
