/** True when a comment says that there is no way back: somebody thought of it. */
export function saysIrreversible(text: string): boolean {
  return /irreversible|not reversible|(?:cannot|can't|can not) be (?:undone|reverted|rolled back)|no (?:rollback|way back)/i.test(
    text,
  );
}
