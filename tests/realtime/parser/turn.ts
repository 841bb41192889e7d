// One base64 frame a line: read and written again by the parser of the browser.
import { createInterface } from 'node:readline'
import { Decoder, Encoder } from '../../../static/src/provider/parser'

for await (const line of createInterface({ input: process.stdin })) {
  const decoder = new Decoder()
  decoder.on('decoded', (packet) => {
    const [frame] = new Encoder().encode(packet)
    process.stdout.write(`${Buffer.from(frame).toString('base64')}\n`)
  })
  decoder.add(Buffer.from(line, 'base64'))
}
