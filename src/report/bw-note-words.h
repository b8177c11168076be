/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-annotations.h"

G_BEGIN_DECLS

/* A person's own notes as text. */

/* The tags that are offered; %NULL-terminated, as they are kept. */
const char *const *bw_note_tags (void);

/* A tag as people read it: the offered ones in the user's language, others as they were written. */
const char *bw_note_tag_get_name (const char *tag);

/* "ill, travel"; %NULL without a tag. Returns: (transfer full) (nullable) */
char *bw_note_format_tags (const BwAnnotation *note);

/* When it was: "12 May 2024, 10:31", or from when to when. Returns: (transfer full) */
char *bw_note_format_time (const BwAnnotation *note,
                           GTimeZone          *zone);

/* The text, or the tags where there is none. Returns: (transfer full) */
char *bw_note_format_title (const BwAnnotation *note);

G_END_DECLS
