/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-model-list-row.h"

#include "app/bw-curves-view.h"
#include "app/bw-format.h"
#include "app/bw-glucose-words.h"

#include <glib/gi18n-lib.h>

struct _BwModelListRow
{
  AdwExpanderRow parent_instance;

  /* Template children. */
  GtkCheckButton *use;
  GtkMenuButton *menu;
  GtkLabel *percent;
  AdwEntryRow *name;
  AdwActionRow *days;
  AdwActionRow *how;
  AdwActionRow *notes;
  GtkWidget *curves_row;
  BwCurvesView *curves;

  gint64 id;
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (BwModelListRow, bw_model_list_row, ADW_TYPE_EXPANDER_ROW)

static void
on_use (BwModelListRow *self)
{
  if (!self->loading && gtk_check_button_get_active (self->use))
    gtk_widget_activate_action (GTK_WIDGET (self), "models.use", "x", self->id);
}

static void
on_name (BwModelListRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "models.name", "(xs)", self->id,
                              gtk_editable_get_text (GTK_EDITABLE (self->name)));
}

static void
append (GMenu      *menu,
        const char *label,
        const char *action,
        gint64      id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "x", id);
  g_menu_append_item (menu, item);
}

static void
make_menu (BwModelListRow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) last = g_menu_new ();

  append (menu, _("_Compare…"), "models.compare", self->id);
  append (menu, _("_Export…"), "models.export", self->id);
  append (last, _("_Delete"), "models.delete", self->id);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));
  gtk_menu_button_set_menu_model (self->menu, G_MENU_MODEL (menu));
}

static void
set_detail (AdwActionRow *row,
            const char   *text)
{
  adw_action_row_set_subtitle (row, text);
  gtk_widget_set_visible (GTK_WIDGET (row), *text != '\0');
}

/* "Comparator net, 8,771 numbers · 12 epochs, the best was 9 · seed 0 · 41 seconds" */
static char *
tell_how (const BwComparatorInfo *info)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *parameters = bw_format_count (info->parameters);
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, info->seed);
  guint seconds = (guint) info->seconds;

  /* Translators: a rule, and how many numbers the model consists of. */
  g_ptr_array_add (parts, g_strdup_printf (ngettext ("%s, %s number", "%s, %s numbers",
                                                     info->parameters),
                                           bw_rule_get_name (info->rule), parameters));
  if (info->epochs > 0)
    /* Translators: passes over the recordings, and after which of them it was best. */
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u epoch, the best was %u",
                                                       "%u epochs, the best was %u", info->epochs),
                                             info->epochs, info->best_epoch));
  if (info->training_days->len > 0)
    g_ptr_array_add (parts, g_strdup_printf (_("seed %s"), seed));
  if (seconds >= 1)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u second", "%u seconds", seconds), seconds));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static char *
tell_days (const BwGlucoseModel *model,
           GTimeZone            *zone)
{
  const BwComparatorInfo *info = model->info;
  g_autofree char *days = bw_glucose_words_days (info->training_days);
  g_autofree char *beats = bw_format_count (info->train_beats);
  g_autofree char *when = NULL;

  if (info->training_days->len == 0 || model->trained_ms == 0)
    return bw_glucose_words_origin (model, zone);
  when = bw_format_time (model->trained_ms, zone);
  /* Translators: days of recordings, how many heartbeats they hold, and when a model learnt from
   * them. */
  return g_strdup_printf (ngettext ("%s · %s beat · %s", "%s · %s beats · %s", info->train_beats), days,
                          beats, when);
}

static char *
join_notes (const BwComparatorInfo *info)
{
  g_autoptr (GPtrArray) notes = bw_comparator_info_get_notes (info);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < notes->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            (const char *) g_ptr_array_index (notes, i));
  return g_string_free (text, FALSE);
}

static void
bw_model_list_row_class_init (BwModelListRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (BW_TYPE_CURVES_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-model-list-row.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwModelListRow, child)
  BIND (use);
  BIND (menu);
  BIND (percent);
  BIND (name);
  BIND (days);
  BIND (how);
  BIND (notes);
  BIND (curves_row);
  BIND (curves);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_use);
  gtk_widget_class_bind_template_callback (widget_class, on_name);
}

static void
bw_model_list_row_init (BwModelListRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bw_model_list_row_new (gint64          id,
                       GtkCheckButton *group)
{
  BwModelListRow *self = g_object_new (BW_TYPE_MODEL_LIST_ROW, NULL);

  self->id = id;
  self->loading = TRUE;
  gtk_check_button_set_group (self->use, group);
  self->loading = FALSE;
  make_menu (self);
  return GTK_WIDGET (self);
}

gint64
bw_model_list_row_get_id (BwModelListRow *self)
{
  g_return_val_if_fail (BW_IS_MODEL_LIST_ROW (self), 0);

  return self->id;
}

void
bw_model_list_row_set_model (BwModelListRow       *self,
                             const BwGlucoseModel *model,
                             gboolean              in_use,
                             GTimeZone            *zone)
{
  const GArray *points;
  g_autofree char *title = NULL;
  g_autofree char *percent = NULL;
  g_autofree char *worth = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *days = NULL;
  g_autofree char *how = NULL;
  g_autofree char *notes = NULL;

  g_return_if_fail (BW_IS_MODEL_LIST_ROW (self));
  g_return_if_fail (model != NULL && model->id == self->id);

  title = bw_glucose_words_model (model);
  worth = bw_glucose_words_worth (model, &percent);
  origin = bw_glucose_words_origin (model, zone);
  /* Translators: what a model is worth, and where it comes from; without it, two of the same kind could
   * not be told apart. */
  subtitle = g_strdup_printf (_("%s · %s"), worth, origin);
  days = tell_days (model, zone);
  how = tell_how (model->info);
  notes = join_notes (model->info);
  points = model->info->points;

  self->loading = TRUE;
  gtk_check_button_set_active (self->use, in_use);
  self->loading = FALSE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  gtk_label_set_label (self->percent, percent != NULL ? percent : "");
  if (!gtk_widget_has_focus (GTK_WIDGET (self->name)))
    gtk_editable_set_text (GTK_EDITABLE (self->name), model->name != NULL ? model->name : "");
  set_detail (self->days, days);
  set_detail (self->how, how);
  set_detail (self->notes, notes);
  gtk_widget_set_visible (self->curves_row, points->len > 0);
  bw_curves_view_set_points (self->curves, (const BwTrainPoint *) (void *) points->data, points->len,
                             model->info->epochs_planned, model->info->best_epoch);
}
