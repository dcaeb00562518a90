"""Comments below the seeded ideas: five for each, half a million at most, in SQL.

Few ideas are much talked about: the first comment of a pair goes to the idea whose
rank is the square of a random number, so the busiest have some hundreds.
"""

from django.db import connection

from benchmarks.seed import with_columns, without_word_indexes
from participation.discussion.models import Comment, Thread

FOR_EACH_IDEA = 5
MOST = 500_000
# Ideas with a thread: enough for all comments, few enough to stay quick at a million.
MOST_THREADS = 100_000
SEED = "SELECT setseed(0.2026)"
OPEN_THREADS = """
WITH chosen AS (
    SELECT id AS idea_id, region_id,
        nextval(pg_get_serial_sequence('discussion_thread', 'id')) AS thread_id
    FROM ideas_idea
    WHERE publication = 'published' AND thread_id IS NULL AND number LIKE 'B-%%'
    ORDER BY number LIMIT %s
), opened AS (
    INSERT INTO discussion_thread
        (id, kind, audience, region_id, comment_count, closed_reason)
    SELECT thread_id, 'idea', 'public', region_id, 0, '' FROM chosen
)
UPDATE ideas_idea SET thread_id = chosen.thread_id
FROM chosen WHERE ideas_idea.id = chosen.idea_id
"""
WRITE_COMMENTS = """
WITH ranked AS (
    SELECT thread_id, region_id, text, published_at,
        row_number() OVER (ORDER BY number DESC) - 1 AS rank
    FROM ideas_idea WHERE thread_id IS NOT NULL
), drawn AS (
    SELECT floor(power(random(), 2) * (SELECT count(*) FROM ranked))::int AS rank,
        random() AS share
    FROM generate_series(1, %s)
)
INSERT INTO discussion_comment
    (thread_id, region_id, publication, version, submitted_at, published_at, text,
    mark, reply_count, draft_id)
SELECT ranked.thread_id, ranked.region_id, 'published', 1, moment, moment,
    coalesce(nullif(left(ranked.text, 400), ''), 'Das sehe ich auch so.'), '', 0,
    gen_random_uuid()
FROM drawn JOIN ranked USING (rank),
    LATERAL (SELECT ranked.published_at + drawn.share * (now() - ranked.published_at)
        AS moment) AS written
"""
COUNT_COMMENTS = """
UPDATE discussion_thread SET comment_count = counted.comments,
    newest_at = counted.newest_at
FROM (SELECT thread_id, count(*) AS comments, max(published_at) AS newest_at
    FROM discussion_comment GROUP BY 1) AS counted
WHERE counted.thread_id = discussion_thread.id
"""
# A comment's words are the first of its idea's: parsed once, taken over here.
FIND_COMMENTS = """
INSERT INTO search_searchrow (kind, target_id, region_id, words, {plain})
SELECT 'comment', comment.id, comment.region_id,
    ts_delete(known.words, ARRAY['@idea']) || array_to_tsvector(ARRAY['@comment']),
    {columns}
FROM discussion_comment AS comment
JOIN ideas_idea AS idea USING (thread_id)
JOIN search_searchrow AS known ON known.kind = 'idea' AND known.target_id = idea.id
ON CONFLICT (kind, target_id) DO NOTHING
"""


def seed(ideas: int) -> int:
    """Leave as many comments as belong to so many ideas; returns how many there are."""
    wanted = min(MOST, ideas * FOR_EACH_IDEA)
    missing = wanted - Comment.objects.count()
    if missing <= 0:
        return wanted
    threads = min(ideas, MOST_THREADS) - Thread.objects.count()
    with without_word_indexes(missing), connection.cursor() as cursor:
        cursor.execute(SEED)
        cursor.execute(OPEN_THREADS, [max(threads, 0)])
        cursor.execute(WRITE_COMMENTS, [missing])
        cursor.execute(COUNT_COMMENTS)
        cursor.execute(with_columns(FIND_COMMENTS))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    return wanted


def busiest() -> Thread:
    """The thread with the most comments."""
    return Thread.objects.order_by("-comment_count", "pk")[0]
