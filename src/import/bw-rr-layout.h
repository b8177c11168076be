/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-moment.h"
#include "import/bw-rr-columns.h"
#include "import/bw-text.h"

G_BEGIN_DECLS

/* Where the rows of a file of RR intervals begin, and what is told before them. */
typedef struct
{
  BwRrColumns columns;
  const char *rows;       /* the first */
  gint64 line;            /* its number, from 1 */
  guint n_words;          /* lines before it that are neither comments nor understood */
  char *device;           /* (nullable) */
  BwMomentSort when;      /* the header tells when it began */
  gint64 time_ms;
  int offset_min;
  gboolean is_zero;       /* the times of the rows count from then; the first beat may be later */
  const char *not_rr;     /* (nullable): why what it holds are no intervals, translated */
} BwRrLayout;

/* @zone: (nullable): of clock times; %NULL is UTC
 * Returns: %FALSE where there are no rows, or not_rr is set; @self is to be cleared all the same */
gboolean bw_rr_layout_find (BwRrLayout   *self,
                            const BwText *text,
                            GTimeZone    *zone);
void bw_rr_layout_clear (BwRrLayout *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwRrLayout, bw_rr_layout_clear)

G_END_DECLS
