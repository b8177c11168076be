/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-import-look.h"

#include "base/bw-error.h"
#include "import/bw-import-source.h"

BwImportLook *
bw_import_look (const char *const  *paths,
                GCancellable       *cancellable,
                GError            **error)
{
  g_autofree BwImportLook *look = g_new0 (BwImportLook, 1);

  g_return_val_if_fail (paths != NULL, NULL);

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autoptr (BwImportSource) source = NULL;
      guint n, n_without_rate;

      if (g_cancellable_is_cancelled (cancellable))
        {
          bw_set_cancelled (error);
          return NULL;
        }
      source = bw_import_source_open (paths[i], cancellable, error);
      if (source == NULL)
        return NULL;
      bw_import_source_count_recordings (source, &n, &n_without_rate);
      look->n_recordings += n;
      look->n_without_rate += n_without_rate;
    }
  return g_steal_pointer (&look);
}
