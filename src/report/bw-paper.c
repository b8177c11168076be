/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-paper.h"

#include <langinfo.h>

#define LETTER_HEIGHT_MM 279

static const struct
{
  const char *id;
  double width, height;
} papers[] = {
  [BW_PAPER_A4] = { "a4", 210 * 72 / 25.4, 297 * 72 / 25.4 },
  [BW_PAPER_LETTER] = { "letter", 8.5 * 72, 11 * 72 },
};

BwPaper
bw_paper_get_default (void)
{
#ifdef __GLIBC__
  /* It gives the number itself in the place of a string. */
  if (GPOINTER_TO_INT (nl_langinfo (_NL_PAPER_HEIGHT)) == LETTER_HEIGHT_MM)
    return BW_PAPER_LETTER;
#endif
  return BW_PAPER_A4;
}

const char *
bw_paper_get_id (BwPaper paper)
{
  return papers[paper].id;
}

gboolean
bw_paper_from_id (const char *id,
                  BwPaper    *paper)
{
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    if (g_ascii_strcasecmp (id, papers[i].id) == 0)
      {
        *paper = i;
        return TRUE;
      }
  return FALSE;
}

void
bw_paper_get_size (BwPaper  paper,
                   double  *width,
                   double  *height)
{
  *width = papers[paper].width;
  *height = papers[paper].height;
}
