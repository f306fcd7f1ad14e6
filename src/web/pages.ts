/**
 * The pages: what a reader sees, complete without JavaScript.
 *
 * GET changes nothing, not even a cookie, but the account of what was shown; what a reader says of a paper is a form
 * that posts.
 * Pages ask the same functions as the API's routes, so the two never disagree.
 */
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Service } from '../http/service.ts'
import { fileLimit } from '../http/uploads.ts'
import { assets } from './assets.ts'
import { citation } from './cite.tsx'
import { keepDigest, stopDigest } from './digest-panel.tsx'
import { renewLinks } from './feeds-panel.tsx'
import { forYouPage } from './for-you.tsx'
import { IMPORT_PAGE, importPage, takePaperBack } from './import.tsx'
import { changeInterests, interestsPage, previewInterests } from './interests.tsx'
import { exportLibrary, libraryPage } from './library.tsx'
import { tagPaper } from './library-entry.tsx'
import { mapPage, mapPicture } from './map.tsx'
import { paperPage } from './paper.tsx'
import { react, readerData } from './react.ts'
import { forgetSearch, keepSearch } from './saved-searches.tsx'
import { searchPage } from './search.tsx'
import { deletedPage, deleteEverything, settingsPage } from './settings.tsx'
import { todayPage } from './today.tsx'
import { leaveTokens, makeToken, openTokens, revokeToken } from './tokens-panel.tsx'
import { topicPage } from './topic.tsx'
import { topicChangesPage } from './topic-changes.tsx'
import { mergeTopics, splitTopic, undoEdit } from './topic-edits.tsx'
import { topicsPage } from './topics.tsx'
import { trendsPage } from './trends.tsx'

export const pages = (service: Service) =>
  new Hono()
    .route('/', assets())
    .get('/', todayPage(service))
    .get('/search', searchPage(service))
    .post('/search/save', keepSearch(service))
    .post('/search/forget', forgetSearch(service))
    .get('/papers/:id/citation', citation(service))
    // A DOI or an address holds slashes.
    .get('/papers/:id{.+}', paperPage(service))
    .post('/papers/:id/reactions', react(service))
    .get('/library', libraryPage(service))
    .get('/library/export', exportLibrary(service))
    .post('/library/tags', tagPaper(service))
    .post('/library/take-back', takePaperBack(service))
    .post(IMPORT_PAGE, fileLimit(), importPage(service))
    .get('/for-you', forYouPage(service))
    .get('/interests', interestsPage(service))
    .post('/interests', changeInterests(service))
    .post('/interests/preview', previewInterests(service))
    .get('/settings', settingsPage(service))
    .get('/settings/data.json', readerData(service))
    .post('/settings/digest', keepDigest(service))
    .post('/settings/digest/stop', stopDigest(service))
    .post('/settings/links', renewLinks(service))
    .get('/settings/tokens', openTokens(service))
    .post('/settings/tokens', makeToken(service))
    .post('/settings/tokens/revoke', revokeToken(service))
    .post('/settings/tokens/leave', leaveTokens())
    .post('/settings/delete', deleteEverything(service))
    .get('/settings/deleted', deletedPage())
    .get('/topics', topicsPage(service))
    .get('/topics/changes', topicChangesPage(service))
    .post('/topics/edits/:id/undo', undoEdit(service))
    .post('/topics/:id/merge', mergeTopics(service))
    .post('/topics/:id/split', splitTopic(service))
    .get('/map', mapPage(service))
    .get('/map.svg', etag(), mapPicture(service))
    .get('/trends', trendsPage(service))
    .get('/topics/:id', topicPage(service))
