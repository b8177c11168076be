/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-export-which.h"

#include "app/bw-format.h"

#include <glib/gi18n-lib.h>

typedef enum {
  WHICH_SELECTED,
  WHICH_ALL,
  WHICH_LABELLED,
  N_WHICH,
} Which;

struct _BwExportWhich
{
  AdwComboRow parent_instance;

  /* Owned. */
  GArray *ids[N_WHICH];       /* (element-type gint64) */

  Which offered[N_WHICH];     /* in the order of the row's items */
  guint n_offered;
};

G_DEFINE_FINAL_TYPE (BwExportWhich, bw_export_which, ADW_TYPE_COMBO_ROW)

static gboolean
contains (const GArray *ids,
          gint64        id)
{
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;
  return FALSE;
}

/* Returns: (transfer full) */
static char *
describe (Which which,
          guint n)
{
  g_autofree char *count = bw_format_count (n);

  switch (which)
    {
    case WHICH_SELECTED:
      /* Translators: %s is a number of recordings. */
      return g_strdup_printf (_("Selected (%s)"), count);
    case WHICH_LABELLED:
      /* Translators: %s is a number of recordings. */
      return g_strdup_printf (_("With a label (%s)"), count);
    case WHICH_ALL:
    case N_WHICH:
    default:
      /* Translators: %s is a number of recordings. */
      return g_strdup_printf (_("All (%s)"), count);
    }
}

static void
offer (BwExportWhich *self,
       GtkStringList *names,
       Which          which)
{
  if (self->ids[which]->len == 0)
    return;
  self->offered[self->n_offered++] = which;
  gtk_string_list_take (names, describe (which, self->ids[which]->len));
}

static void
bw_export_which_finalize (GObject *object)
{
  for (guint i = 0; i < N_WHICH; i++)
    g_array_unref (BW_EXPORT_WHICH (object)->ids[i]);
  G_OBJECT_CLASS (bw_export_which_parent_class)->finalize (object);
}

static void
bw_export_which_class_init (BwExportWhichClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_export_which_finalize;
}

static void
bw_export_which_init (BwExportWhich *self)
{
  for (guint i = 0; i < N_WHICH; i++)
    self->ids[i] = g_array_new (FALSE, FALSE, sizeof (gint64));
}

void
bw_export_which_set (BwExportWhich  *self,
                     const BwEcgSet *set,
                     const GArray   *selected,
                     gboolean        labelled_first)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint before = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  gboolean chosen = before < self->n_offered;
  Which wanted = chosen ? self->offered[before] : WHICH_SELECTED;

  g_return_if_fail (BW_IS_EXPORT_WHICH (self));

  for (guint i = 0; i < N_WHICH; i++)
    g_array_set_size (self->ids[i], 0);
  for (guint i = 0; set != NULL && i < set->recordings->len; i++)
    {
      const BwRecording *recording = &g_array_index (set->recordings, BwRecording, i);

      g_array_append_val (self->ids[WHICH_ALL], recording->id);
      if (recording->label != BW_LABEL_NONE)
        g_array_append_val (self->ids[WHICH_LABELLED], recording->id);
      if (contains (selected, recording->id))
        g_array_append_val (self->ids[WHICH_SELECTED], recording->id);
    }
  self->n_offered = 0;
  offer (self, names, WHICH_SELECTED);
  if (labelled_first)
    offer (self, names, WHICH_LABELLED);
  offer (self, names, WHICH_ALL);
  if (!labelled_first)
    offer (self, names, WHICH_LABELLED);
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
  for (guint i = 0; chosen && i < self->n_offered; i++)
    if (self->offered[i] == wanted)
      adw_combo_row_set_selected (ADW_COMBO_ROW (self), i);
}

GArray *
bw_export_which_list (BwExportWhich *self)
{
  guint selected;

  g_return_val_if_fail (BW_IS_EXPORT_WHICH (self), NULL);

  selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  return selected < self->n_offered ? g_array_copy (self->ids[self->offered[selected]])
                                    : g_array_new (FALSE, FALSE, sizeof (gint64));
}
