/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-model-in-use.h"

gboolean
bw_library_get_comparator_model_id (BwLibrary  *library,
                                    gint64     *id,
                                    GError    **error)
{
  g_autoptr (GPtrArray) models = NULL;
  g_autofree char *chosen = NULL;
  gint64 wanted;

  g_return_val_if_fail (library != NULL && id != NULL, FALSE);

  models = bw_library_list_models (library, error);
  if (models == NULL)
    return FALSE;
  *id = 0;
  chosen = bw_library_get_setting (library, BW_COMPARATOR_MODEL_SETTING);
  wanted = chosen != NULL ? g_ascii_strtoll (chosen, NULL, 10) : 0;
  for (guint i = 0; i < models->len; i++)
    {
      const BwModelRow *model = g_ptr_array_index (models, i);

      /* The newest comes first. */
      if (g_str_has_prefix (model->kind, "comparator-") && (*id == 0 || model->id == wanted))
        *id = model->id;
    }
  return TRUE;
}
