// Inline Markdown written from runs, so that it shows their words whatever they are.

import { escapeLineStart } from './escapes'
import { markdownToHtml } from './markdown_to_html'
import { marked } from './marks'
import { piecesOf } from './pieces'
import { CODE, type Run } from './runs'

/** Runs as Markdown, trimmed; in a `cell` of a table pipes are escaped and breaks become spaces. */
export function inlineMarkdown(runs: readonly Run[], cell = false): string {
  const markdown = marked(piecesOf(runs, cell))
  // Words come before looks: marks that would be misread are given up.
  return reads(markdown, runs) ? markdown : marked(piecesOf(runs.map(unmarked), cell))
}

/** Whether Markdown shows exactly the words of the runs, white space aside. */
function reads(markdown: string, runs: readonly Run[]): boolean {
  const lines = `x ${markdown}`.split('\n').map(escapeLineStart).join('\n')
  const shown = markdownToHtml(lines)
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
  const words = `x${runs.map((run) => run.text).join('')}`
  return shown.replace(/\s/g, '') === words.replace(/\s/g, '')
}

function unmarked(run: Run): Run {
  return { ...run, marks: run.marks & CODE }
}
