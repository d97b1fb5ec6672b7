/**
 * Which of TeamViewer's origins stands where on the emulator: real origin to stand-in base. Only hosts whose paths
 * would collide with others get a prefix; a caller puts the base in front of the path.
 */
export function hostMap(origin: string): Record<string, string> {
  return {
    'https://webapi.teamviewer.com': origin,
    'https://webapi.us.teamviewer.com': `${origin}/us`,
    'https://login.teamviewer.com': origin,
    'https://login.us.teamviewer.com': origin,
    'https://get.teamviewer.com': origin,
    'https://getpilot.teamviewer.com': `${origin}/getpilot`,
    'https://start.teamviewer.com': `${origin}/start`,
  };
}
