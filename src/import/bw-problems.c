/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-problems.h"

#include <glib/gi18n-lib.h>

#define MAX_PROBLEMS 200

struct _BwProblems
{
  GPtrArray *list;
  BwProblem *last; /* (unowned) found most recently: the next one is often alike */
};

BwProblems *
bw_problems_new (void)
{
  BwProblems *self = g_new0 (BwProblems, 1);

  self->list = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_problem_free);
  return self;
}

void
bw_problems_free (BwProblems *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->list);
  g_free (self);
}

static gboolean
is_alike (const BwProblem *problem,
          const char      *file,
          const char      *what)
{
  return strcmp (problem->what, what) == 0 && strcmp (problem->file, file) == 0;
}

void
bw_problems_add (BwProblems *self,
                 const char *file,
                 gint64      line,
                 const char *what,
                 guint64     count)
{
  BwProblem *problem = self->last;

  if (self->list->len >= MAX_PROBLEMS - 1 && (problem == NULL || !is_alike (problem, file, what)))
    {
      for (guint i = 0; i < self->list->len; i++)
        if (is_alike (g_ptr_array_index (self->list, i), file, what))
          {
            self->last = g_ptr_array_index (self->list, i);
            self->last->count += (gint64) count;
            return;
          }
      file = "";
      line = 0;
      what = _("Further problems of other kinds");
    }

  if (problem == NULL || !is_alike (problem, file, what))
    {
      problem = NULL;
      for (guint i = 0; i < self->list->len && problem == NULL; i++)
        if (is_alike (g_ptr_array_index (self->list, i), file, what))
          problem = g_ptr_array_index (self->list, i);
    }
  if (problem == NULL)
    {
      problem = g_new0 (BwProblem, 1);
      problem->file = g_strdup (file);
      problem->line = line;
      problem->what = g_strdup (what);
      g_ptr_array_add (self->list, problem);
    }
  problem->count += (gint64) count;
  self->last = problem;
}

GPtrArray *
bw_problems_steal (BwProblems *self)
{
  GPtrArray *list = self->list;

  self->list = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_problem_free);
  self->last = NULL;
  return list;
}
