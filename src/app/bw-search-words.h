/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What one searches a list for: words that must all be found, whatever their case. Zeroed, it is found
 * in everything. */
typedef struct
{
  char *text;   /* (nullable): as it was written */
  GStrv words;  /* (nullable): casefolded */
} BwSearchWords;

/* @text: (nullable). Returns: whether it is another one than before */
gboolean bw_search_words_set (BwSearchWords *self,
                              const char    *text);

void bw_search_words_clear (BwSearchWords *self);

/* As it was written; "" where there is none. */
const char *bw_search_words_get_text (const BwSearchWords *self);

/* @folded: what is searched, casefolded */
gboolean bw_search_words_are_in (const BwSearchWords *self,
                                 const char          *folded);

G_END_DECLS
