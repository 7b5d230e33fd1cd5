import { describe, expect, it } from 'vitest'
import { formPath, readProblem } from './problem'

describe('a problem', () => {
  it('is read from problem+json, with its fields', () => {
    const problem = readProblem(422, {
      code: 'invalid',
      title: 'Unprocessable Entity',
      detail: 'Certains champs sont à corriger.',
      errors: [{ pointer: '/rooms/0/capacity', code: 'missing', message: 'Obligatoire.' }],
    })
    expect(problem).toMatchObject({ status: 422, code: 'invalid' })
    expect(problem.errors.map(({ pointer }) => formPath(pointer))).toEqual(['rooms.0.capacity'])
  })

  it('is still a problem when the answer is not ours', () => {
    expect(readProblem(502, '<html>Bad gateway</html>').code).toBe('unreadable')
    expect(readProblem(401, { message: 'Unauthorized' }).code).toBe('unreadable')
  })

  it('points at fields whose names hold a slash', () => {
    expect(formPath('/a~1b/0')).toBe('a/b.0')
  })
})
