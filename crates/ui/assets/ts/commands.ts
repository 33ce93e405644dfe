// What a key or the palette can ask for, by the names of `model::Command`. A part of the page answers
// with a function; otherwise the first element marked `data-command="NAME"` is pressed. Nothing here
// knows keys.

type Answer = () => boolean;

const answers = new Map<string, Answer>();

/** Lets `answer` act upon a command; it returns false when there is nothing to do just now. */
export function answerTo(command: string, answer: Answer): void {
  answers.set(command, answer);
}

/** Whether something on this page acts upon a command. */
export const canRun = (command: string): boolean => answers.has(command) || marked(command) !== null;

/** Does what a command asks; false when nothing on this page can. */
export function run(command: string): boolean {
  const answer = answers.get(command);
  if (answer) return answer();
  const element = marked(command);
  element?.click();
  return element !== null;
}

const marked = (command: string) => document.querySelector<HTMLElement>(`[data-command="${CSS.escape(command)}"]:not([role=option])`);
