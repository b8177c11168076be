/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "comparator/bw-comparator-info.h"
#include "comparator/bw-model-in-use.h"

#include <glib/gi18n-lib.h>

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
      if (bw_comparator_info_is_of (model) && (*id == 0 || model->id == wanted))
        *id = model->id;
    }
  return TRUE;
}

static gboolean
choose (BwLibrary  *library,
        gint64      id,
        GError    **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  return bw_library_set_setting (library, BW_COMPARATOR_MODEL_SETTING, text, error);
}

gboolean
bw_library_set_comparator_model_id (BwLibrary  *library,
                                    gint64      id,
                                    GError    **error)
{
  g_autoptr (BwModelRow) row = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (library != NULL && id != 0, FALSE);

  row = bw_library_get_model (library, NULL, id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (row == NULL || !bw_comparator_info_is_of (row))
    {
      g_set_error (error, BW_ERROR, BW_ERROR_NOT_FOUND,
                   _("The library has no model %lld that tells fasting from after glucose."),
                   (long long) id);
      return FALSE;
    }
  return choose (library, id, error);
}

gboolean
bw_library_keep_comparator_model (BwLibrary   *library,
                                  BwModelRow  *row,
                                  const char  *name,
                                  GError     **error)
{
  g_return_val_if_fail (library != NULL && row != NULL, FALSE);
  g_return_val_if_fail (bw_comparator_info_is_of (row), FALSE);

  if (name != NULL)
    {
      g_free (row->name);
      row->name = g_strdup (name);
    }
  row->trained_ms = g_get_real_time () / 1000;
  if ((row->fingerprint == NULL || *row->fingerprint == '\0') && row->weights != NULL)
    {
      g_free (row->fingerprint);
      row->fingerprint = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, row->weights);
    }

  if (!bw_library_begin (library, error))
    return FALSE;
  if (bw_library_add_model (library, row, error) && choose (library, row->id, error)
      && bw_library_commit (library, error))
    return TRUE;
  bw_library_rollback (library);
  return FALSE;
}
