/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-imports.h"

G_BEGIN_DECLS

/* What could not be read, told once for all places that are alike; a bounded list, however broken
 * the file. Belongs to one thread. */
typedef struct _BwProblems BwProblems;

BwProblems *bw_problems_new (void);
void bw_problems_free (BwProblems *self);

/* Counts @count more of @what in @file; the line of the first is kept. */
void bw_problems_add (BwProblems *self,
                      const char *file,
                      gint64      line,
                      const char *what,
                      guint64     count);

/* Moves what was collected out. Returns: (transfer full) (element-type BwProblem) */
GPtrArray *bw_problems_steal (BwProblems *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwProblems, bw_problems_free)

G_END_DECLS
