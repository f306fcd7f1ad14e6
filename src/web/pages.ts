/**
 * The pages: what a reader sees, complete without JavaScript.
 *
 * GET changes nothing, not even a cookie; what a reader says of a paper is a form that posts.
 * Pages ask the same functions as the API's routes, so the two never disagree.
 */
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Service } from '../http/service.ts'
import { assets } from './assets.ts'
import { forYouPage } from './for-you.tsx'
import { frontPage } from './front.tsx'
import { mapPage, mapPicture } from './map.tsx'
import { paperPage } from './paper.tsx'
import { forget, react, readerData } from './react.ts'
import { topicPage } from './topic.tsx'
import { topicChangesPage } from './topic-changes.tsx'
import { mergeTopics, splitTopic, undoEdit } from './topic-edits.tsx'
import { topicsPage } from './topics.tsx'
import { trendsPage } from './trends.tsx'

export const pages = (service: Service) =>
  new Hono()
    .route('/', assets())
    .get('/', frontPage(service))
    // A DOI or an address holds slashes.
    .get('/papers/:id{.+}', paperPage(service))
    .post('/papers/:id/reactions', react(service))
    .get('/for-you', forYouPage(service))
    .get('/for-you/data.json', readerData(service))
    .post('/for-you/forget', forget(service))
    .get('/topics', topicsPage(service))
    .get('/topics/changes', topicChangesPage(service))
    .post('/topics/edits/:id/undo', undoEdit(service))
    .post('/topics/:id/merge', mergeTopics(service))
    .post('/topics/:id/split', splitTopic(service))
    .get('/map', mapPage(service))
    .get('/map.svg', etag(), mapPicture(service))
    .get('/trends', trendsPage(service))
    .get('/topics/:id', topicPage(service))
