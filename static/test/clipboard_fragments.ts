// Fragments as programs put them on the clipboard, with the Markdown they should become.

export interface Fragment {
  name: string
  html: string
  markdown: string
}

const wordItem = (level: number, label: string, text: string): string =>
  `<p class=MsoListParagraphCxSpMiddle style='margin-left:${36 * level}.0pt;text-indent:-18.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>${label}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>${text}<o:p></o:p></p>\r\n`

export const fragments: readonly Fragment[] = [
  {
    name: 'Word: title, heading, bold and italic',
    html: `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm} --></style></head><body lang=EN-GB><!--StartFragment-->
<p class=MsoTitle>Network Charter<o:p></o:p></p>
<h1><a name="_Toc1"><b>Purpose</b></a><o:p></o:p></h1>
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>All </b>members <i>share</i>
what they know.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>`,
    markdown: '# Network Charter\n\n# Purpose\n\n**All** members *share* what they know.',
  },
  {
    name: 'Word: nested bullets and numbers',
    html:
      wordItem(1, '·', 'Webinars') +
      wordItem(2, 'o', 'for beginners') +
      wordItem(2, 'o', '<b>for trainers</b>') +
      wordItem(1, '·', 'Coaching') +
      '<p class=MsoNormal>Then:</p>' +
      wordItem(1, '1.', 'Write') +
      wordItem(2, 'a)', 'Check') +
      wordItem(1, '2.', 'Vote'),
    markdown:
      '- Webinars\n  - for beginners\n  - **for trainers**\n- Coaching\n\nThen:\n\n1. Write\n    1. Check\n2. Vote',
  },
  {
    name: 'Word: a list that starts below the first level',
    html: wordItem(2, 'o', 'deep') + wordItem(1, '·', 'flat'),
    markdown: '- - deep\n- flat',
  },
  {
    name: 'Word: numbered headings keep their number',
    html: `<h2 style='mso-list:l1 level1 lfo2'><![if !supportLists]><span><span style='mso-list:Ignore'>4.2<span>&nbsp; </span></span></span><![endif]>Membership</h2>`,
    markdown: '## 4.2 Membership',
  },
  {
    name: 'Word: hidden text and comments are left out',
    html: `<p class=MsoNormal>Seen<span style='display:none;mso-hide:all'>hidden</span></p><div style='mso-element:comment-list'><p>A comment</p></div>`,
    markdown: 'Seen',
  },
  {
    name: 'Word: table with bold head, merged cells, breaks and pipes',
    html: `<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal><b>What</b></p></td><td colspan=2><p class=MsoNormal>Who | when</p></td></tr>
<tr><td rowspan=2><p>Webinar<br>series</p></td><td><p>Mexico</p></td><td><p>May</p></td></tr><tr><td>Lebanon</td><td><p>June</p><p>July</p></td></tr></table>`,
    markdown:
      '| What | Who \\| when |  |\n| --- | --- | --- |\n| Webinar series | Mexico | May |\n|  | Lebanon | June July |',
  },
  {
    name: 'Word on the web: one list an item, levels in attributes',
    html: `<div class="ListContainerWrapper"><ul class="BulletListStyle1" role="list"><li data-leveltext="" data-aria-level="1"><p class="Paragraph"><span class="TextRun">One</span><span class="EOP">&nbsp;</span></p></li></ul></div><div class="ListContainerWrapper"><ul role="list"><li data-leveltext="o" data-aria-level="2"><p><span>Two</span></p></li></ul></div><div class="ListContainerWrapper"><ul role="list"><li data-aria-level="1"><p>Three</p></li></ul></div>`,
    markdown: '- One\n  - Two\n- Three',
  },
  {
    name: 'Word on the web: headings by role',
    html: `<div><p role="heading" aria-level="2"><span style="font-weight:bold">Vision</span></p></div><div><p><span style="font-weight: bold;">We</span><span> learn.</span></p></div>`,
    markdown: '## Vision\n\n**We** learn.',
  },
  {
    name: 'Google Docs: the bold wrapper that is not bold, styled spans',
    html: `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span style="font-weight:400;">Values</span></h2><p dir="ltr"><span style="font-weight:400;">We are </span><span style="font-weight:700;">open</span><span style="font-weight:400;"> and </span><span style="font-weight:400;font-style:italic;">curious</span><span style="text-decoration:line-through;">, fast</span>.</p></b><br class="Apple-interchange-newline">`,
    markdown: '## Values\n\nWe are **open** and *curious*, ~~fast~~.',
  },
  {
    name: 'Google Docs: nested list beside its item',
    html: `<b style="font-weight:normal;"><ul><li dir="ltr" aria-level="1"><p role="presentation"><span>One</span></p></li><ul><li dir="ltr" aria-level="2"><p role="presentation"><span>Two</span></p></li></ul><li aria-level="1"><p><span>Three</span></p></li></ul></b>`,
    markdown: '- One\n  - Two\n- Three',
  },
  {
    name: 'Google Docs: table with several paragraphs a cell',
    html: `<div dir="ltr"><table><colgroup><col/><col/></colgroup><tbody><tr><td><p dir="ltr"><span>Need</span></p></td><td><p><span>Offer</span></p></td></tr><tr><td><ul><li><p>tools</p></li><li><p>time</p></li></ul></td><td><p><span>a</span></p><p><span>b</span></p></td></tr></tbody></table></div>`,
    markdown: '| Need | Offer |\n| --- | --- |\n| tools; time | a b |',
  },
  {
    name: 'LibreOffice: fonts, list paragraphs, strike',
    html: `<h1 class="western">Purpose</h1><p style="line-height: 100%; margin-bottom: 0cm"><font face="Liberation Serif, serif"><font size="3">Plain <b>bold</b> <i>italic</i> <strike>gone</strike></font></font></p><ol><li><p>One</p></li><li><p>Two</p><ol type="a"><li><p>Deep</p></li></ol></li></ol>`,
    markdown: '# Purpose\n\nPlain **bold** *italic* ~~gone~~\n\n1. One\n2. Two\n    1. Deep',
  },
  {
    name: 'Web: links, only safe ones',
    html: `<p>See <a href="https://example.org/a_b(c)">the page</a>, <a href="javascript:alert(1)">this</a>, <a href=" jAvA&#9;script:alert(1)">that</a>, <a href="data:text/html,x">data</a>, <a href="#top">top</a> and <a href="mailto:a@example.org">mail</a>.</p>`,
    markdown:
      'See [the page](https://example.org/a%5Fb%28c%29), this, that, data, top and [mail](mailto:a@example.org).',
  },
  {
    name: 'Web: scripts, images, forms and styles are dropped',
    html: `<style>p{}</style><script>alert(1)</script><p onclick="x()">A<img src=x onerror=alert(1)><svg onload=alert(1)><text>svg</text></svg><button>press</button><iframe srcdoc="x"></iframe></p>`,
    markdown: 'A',
  },
  {
    name: 'Web: text that looks like markup shows as itself',
    html: `<p># no heading</p><p>2 * 3 * 4, *stars*, _under_, snake_case, [x](y), &lt;b&gt;, &amp;amp;, \`tick\`, ~~no~~, a\\b</p><p>- no item</p><p>1. no number</p><p>&gt; no quote</p><p>---</p>`,
    markdown:
      '\\# no heading\n\n2 * 3 * 4, \\*stars\\*, \\_under\\_, snake_case, \\[x\\](y), \\<b>, \\&amp;, \\`tick\\`, \\~\\~no\\~\\~, a\\\\b\n\n\\- no item\n\n1\\. no number\n\n\\> no quote\n\n\\---',
  },
  {
    name: 'Web: two breaks are a paragraph, one is a break',
    html: `First<br>still first<br><br>second<div>third</div>`,
    markdown: 'First\\\nstill first\n\nsecond\n\nthird',
  },
  {
    name: 'Web: quote, rule, code',
    html: `<blockquote><p>One</p><p>Two</p></blockquote><hr><pre><code>a *b*\n  c</code></pre><p>Use <code>a|*b</code></p>`,
    markdown: '> One\n>\n> Two\n\n---\n\n```\na *b*\n  c\n```\n\nUse `a|*b`',
  },
  {
    name: 'Web: two lists in a row stay two',
    html: `<ol><li>a</li></ol><ol start="5"><li>b</li></ol>`,
    markdown: '1. a\n\n5) b',
  },
  {
    name: 'marks that end on a space or beside punctuation still close',
    html: `<p><b>Note: </b>read<b>(</b>this<b>)</b> <b>a</b><b> b</b> <i><b>both</b> one</i> <b>x<i>y</i></b><i>z</i></p>`,
    markdown: '**Note:** read(this) **a b *both*** *one* **x*y***z',
  },
  {
    name: 'characters: spaces, line ends, invisible junk, halves of pairs',
    html: `<p>a\u00a0b\r\nc\u200b\ufeffd\u00ade \ud83d f می\u200cشود</p>`,
    markdown: 'a b cde \ufffd f می\u200cشود',
  },
]
