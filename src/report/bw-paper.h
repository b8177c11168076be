/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is printed on. */
typedef enum {
  BW_PAPER_A4,
  BW_PAPER_LETTER, /* US Letter, 8.5 × 11 in */
} BwPaper;

/* What the locale prints on (LC_PAPER); %BW_PAPER_A4 where it is neither. */
BwPaper bw_paper_get_default (void);

const char *bw_paper_get_id (BwPaper paper); /* "a4", "letter" */
gboolean bw_paper_from_id (const char *id,
                           BwPaper    *paper);

/* Upright, in points. */
void bw_paper_get_size (BwPaper  paper,
                        double  *width,
                        double  *height);

G_END_DECLS
