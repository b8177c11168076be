/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-import-look.h"

#include "base/bw-error.h"
#include "import/bw-import-source.h"

void
bw_import_look_free (BwImportLook *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->people);
  g_free (self);
}

BwImportLook *
bw_import_look (const char *const  *paths,
                GCancellable       *cancellable,
                GError            **error)
{
  g_autoptr (BwImportLook) look = g_new0 (BwImportLook, 1);
  g_autoptr (BwPeople) people = bw_people_new (NULL);

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
      if (!bw_import_source_find_people (source, people, cancellable, error))
        return NULL;
    }
  look->people = bw_people_list (people);
  return g_steal_pointer (&look);
}
