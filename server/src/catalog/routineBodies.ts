import { argumentTypeText } from './canonicalText.ts';
import type { Routine, RoutineSignature } from './model.ts';

/** True when no overload that both have is known to do something else. */
export function sameBodies(left: Routine, right: Routine): boolean {
  return left.signatures.every(signature => {
    const other = right.signatures.find(candidate => argumentsOf(candidate) === argumentsOf(signature));
    if (other === undefined) return true;
    const [first, second] = [comparableBody(signature.source), comparableBody(other.source)];
    return first === null || second === null || first === second;
  });
}

function argumentsOf(signature: RoutineSignature): string {
  return signature.parameters.map(parameter => argumentTypeText(parameter.type)).join(',');
}

/**
 * A body without its quotes, comments and layout: clients may strip comments on the way to a server. Null for a body
 * that the server shows in its own words (BEGIN ATOMIC, RETURN) and where none is known.
 */
export function comparableBody(source: string | null): string | null {
  if (source === null) return null;
  const dollar = /^\$(\w*)\$([\s\S]*)\$\1\$$/.exec(source.trim());
  const quoted = /^[eE]?'([\s\S]*)'$/.exec(source.trim());
  if (dollar === null && quoted === null && /^(?:begin\s+atomic|return)\b/i.test(source.trim())) return null;
  const body = dollar?.[2] ?? quoted?.[1]?.replaceAll("''", "'") ?? source;
  return body
    .replace(/'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"]|"")*"|`[^`]*`|\/\*[\s\S]*?\*\/|--[^\n]*|\s+/g, piece =>
      /^['"`]/.test(piece) ? piece : ' ',
    )
    .replace(/\s+/g, ' ')
    .trim();
}
