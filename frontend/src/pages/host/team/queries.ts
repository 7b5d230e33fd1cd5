import { queryOptions } from '@tanstack/react-query'
import { api, done, ifMatch, keyed, take } from '@/api/client'
import type { HostRole, InvitationBody } from '@/api/shapes'

const ofHost = (hostId: string) => ({ path: { host_id: hostId } })
const ofMember = (hostId: string, userId: string) => ({
  path: { host_id: hostId, user_id: userId },
})
const ofInvitation = (hostId: string, invitationId: string) => ({
  path: { host_id: hostId, invitation_id: invitationId },
})

export const teamQuery = (hostId: string) =>
  queryOptions({
    queryKey: ['host', hostId, 'team'],
    queryFn: () => take(api.GET('/hosts/{host_id}/team', { params: ofHost(hostId) })),
  })

export const sendInvitation = (hostId: string, body: InvitationBody, key: string) =>
  take(
    api.POST('/hosts/{host_id}/team/invitations', {
      params: { ...ofHost(hostId), header: keyed(key) },
      body,
    }),
  )

export const sendAgain = (hostId: string, invitationId: string) =>
  take(
    api.POST('/hosts/{host_id}/team/invitations/{invitation_id}/reminder', {
      params: {
        ...ofInvitation(hostId, invitationId),
        header: keyed(crypto.randomUUID()),
      },
    }),
  )

export const withdrawInvitation = (hostId: string, invitationId: string) =>
  done(
    api.DELETE('/hosts/{host_id}/team/invitations/{invitation_id}', {
      params: ofInvitation(hostId, invitationId),
    }),
  )

export const changeRole = (hostId: string, userId: string, role: HostRole, version: number) =>
  take(
    api.PUT('/hosts/{host_id}/team/{user_id}/role', {
      params: { ...ofMember(hostId, userId), header: ifMatch(version) },
      body: { role },
    }),
  )

export const removeMember = (hostId: string, userId: string) =>
  done(api.DELETE('/hosts/{host_id}/team/{user_id}', { params: ofMember(hostId, userId) }))

export const handOver = (hostId: string, userId: string, stepDown: boolean, key: string) =>
  take(
    api.POST('/hosts/{host_id}/team/{user_id}/ownership', {
      params: { ...ofMember(hostId, userId), header: keyed(key) },
      body: { step_down: stepDown },
    }),
  )
