/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/bw-library.h"

#include <glib/gi18n-lib.h>

#include "store/bw-library-private.h"

/* SQLite's own look at the whole file. */
static gboolean
check_integrity (BwLibrary  *self,
                 GPtrArray  *problems,
                 GError    **error)
{
  g_autoptr (BwStatement) statement = NULL;
  g_autoptr (GError) local = NULL;

  statement = bw_library_prepare (self, "PRAGMA integrity_check (20)", error);
  if (statement == NULL)
    return FALSE;
  while (bw_statement_next (self, statement, &local))
    {
      const char *text = (const char *) sqlite3_column_text (statement, 0);

      if (g_strcmp0 (text, "ok") != 0)
        g_ptr_array_add (problems, g_strdup_printf (_("The file is damaged: %s."), text));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
bw_library_check (BwLibrary     *self,
                  GPtrArray    **problems,
                  BwProgress    *progress,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (self != NULL && problems != NULL, FALSE);

  if (!check_integrity (self, found, error))
    return FALSE;
  *problems = g_steal_pointer (&found);
  return TRUE;
}
