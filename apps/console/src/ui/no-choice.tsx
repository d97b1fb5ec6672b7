/** What stands in a list that has nothing to choose from: a list of choices may hold nothing but choices. */
export function NoChoice({ text }: { text: string }) {
  return (
    <span role="option" aria-selected="false" aria-disabled="true">
      {text}
    </span>
  );
}
