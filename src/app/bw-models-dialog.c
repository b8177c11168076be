/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-models-dialog.h"

#include "app/bw-curves-view.h"
#include "app/bw-drop-down.h"
#include "app/bw-format.h"
#include "app/bw-glucose-words.h"

#include <glib/gi18n-lib.h>

#define N_SIDES 2

struct _BwModelsDialog
{
  AdwWindow parent_instance;

  /* Template children. */
  GtkDropDown *first;
  GtkDropDown *second;
  GtkListBox *figures;
  GtkWidget *curves_group;
  BwCurvesView *curves;
  GtkWidget *days_group;
  GtkListBox *days;

  /* Owned. */
  BwSession *session;
  GArray *listed;         /* (element-type gint64): ids as in the drop-downs */

  gint64 ids[N_SIDES];
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (BwModelsDialog, bw_models_dialog, ADW_TYPE_WINDOW)

static void
clear_list (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static GtkWidget *
label_new (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

/* Takes both texts. One that neither has is left out. */
static void
add_figure (GtkListBox *list,
            const char *name,
            char       *first,
            char       *second)
{
  GtkWidget *row, *grid;
  g_autofree char *spoken = NULL;

  if (first != NULL || second != NULL)
    {
      const char *left = first != NULL ? first : "–", *right = second != NULL ? second : "–";

      row = gtk_list_box_row_new ();
      grid = gtk_grid_new ();
      gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
      gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
      gtk_widget_add_css_class (grid, "score");
      gtk_grid_attach (GTK_GRID (grid), label_new (name, "dim-label"), 0, 0, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), label_new (left, "tabular"), 1, 0, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), label_new (right, "tabular"), 2, 0, 1, 1);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), grid);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      /* Translators: what is compared, and what it is for the first and for the second model. */
      spoken = g_strdup_printf (_("%s: %s; %s"), name, left, right);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                      -1);
      gtk_list_box_append (list, row);
    }
  g_free (first);
  g_free (second);
}

/* --- What is told of each --------------------------------------------------------------------- */

static char *
tell_method (const BwGlucoseModel *model)
{
  return g_strdup (bw_comparator_mode_get_name (model->info->mode));
}

static char *
tell_rule (const BwGlucoseModel *model)
{
  return g_strdup (bw_rule_get_name (model->info->rule));
}

static char *
tell_days (const BwGlucoseModel *model)
{
  return model->info->training_days->len > 0 ? bw_glucose_words_days (model->info->training_days)
                                             : NULL;
}

static char *
tell_beats (const BwGlucoseModel *model)
{
  return model->info->train_beats > 0 ? bw_format_count (model->info->train_beats) : NULL;
}

static char *
tell_numbers (const BwGlucoseModel *model)
{
  return bw_format_count (model->info->parameters);
}

static char *
tell_epochs (const BwGlucoseModel *model)
{
  if (model->info->epochs == 0)
    return NULL;
  /* Translators: epochs of a training, and the best of them. */
  return g_strdup_printf (_("%u, the best was %u"), model->info->epochs, model->info->best_epoch);
}

static char *
tell_evaluation (const BwEvaluation *evaluation)
{
  const BwProportion *waves;
  g_autofree char *share = NULL;
  g_autofree char *count = NULL;

  if (evaluation == NULL || evaluation->rules->len == 0)
    return NULL;
  waves = &g_array_index (evaluation->rules, BwRuleScore, 0).waves;
  share = bw_glucose_words_share (waves);
  count = bw_glucose_words_count (waves);
  /* Translators: a share and the count it is of: "97 % (93 to 99 %), 168 of 173". */
  return g_strdup_printf (_("%s, %s"), share, count);
}

static char *
tell_aside (const BwGlucoseModel *model)
{
  return tell_evaluation (model->evaluation);
}

static char *
tell_unseen (const BwGlucoseModel *model)
{
  return tell_evaluation (model->leave_one_day_out);
}

static void
show_figures (BwModelsDialog       *self,
              const BwGlucoseModel *one,
              const BwGlucoseModel *other)
{
  const struct
  {
    const char *name;
    char *(*tell) (const BwGlucoseModel *model);
  } figures[] = {
    { _("Method"), tell_method },
    { _("Rule"), tell_rule },
    { _("Trained on"), tell_days },
    { _("Beats"), tell_beats },
    { _("Numbers in it"), tell_numbers },
    { _("Epochs"), tell_epochs },
    { _("Right on days set aside"), tell_aside },
    { _("Right on unseen days"), tell_unseen },
  };

  clear_list (self->figures);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    add_figure (self->figures, figures[i].name, figures[i].tell (one), figures[i].tell (other));
}

static void
show_curves (BwModelsDialog       *self,
             const BwGlucoseModel *one,
             const BwGlucoseModel *other)
{
  const BwComparatorInfo *a = one->info, *b = other->info;
  g_autofree char *name = bw_glucose_words_model (one);
  g_autofree char *other_name = bw_glucose_words_model (other);

  gtk_widget_set_visible (self->curves_group, a->points->len + b->points->len > 0);
  bw_curves_view_set_names (self->curves, name, other_name);
  bw_curves_view_set_points (self->curves, (const BwTrainPoint *) (void *) a->points->data,
                             a->points->len, a->epochs_planned, a->best_epoch);
  bw_curves_view_set_other (self->curves, (const BwTrainPoint *) (void *) b->points->data,
                            b->points->len, b->epochs_planned, b->best_epoch);
}

/* --- Days ------------------------------------------------------------------------------------- */

/* Returns: (transfer full) (nullable) */
static char *
tell_day (const BwEvaluation *evaluation,
          guint32             day)
{
  for (guint i = 0; i < evaluation->days->len; i++)
    {
      const BwDayScore *score = &g_array_index (evaluation->days, BwDayScore, i);

      if (score->day == day && score->n_rules > 0)
        return bw_glucose_words_count (&score->waves[0]);
    }
  return NULL;
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  guint32 left = *(const guint32 *) a, right = *(const guint32 *) b;

  return (left > right) - (left < right);
}

/* Judged in the same way: else the days say nothing beside each other. */
static void
show_days (BwModelsDialog       *self,
           const BwGlucoseModel *one,
           const BwGlucoseModel *other)
{
  gboolean unseen = one->leave_one_day_out != NULL && other->leave_one_day_out != NULL;
  const BwEvaluation *sides[N_SIDES] = { unseen ? one->leave_one_day_out : one->evaluation,
                                         unseen ? other->leave_one_day_out : other->evaluation };
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (guint32));

  clear_list (self->days);
  gtk_widget_set_visible (self->days_group, sides[0] != NULL && sides[1] != NULL);
  if (sides[0] == NULL || sides[1] == NULL)
    return;
  for (guint side = 0; side < N_SIDES; side++)
    for (guint i = 0; i < sides[side]->days->len; i++)
      g_array_append_val (days, g_array_index (sides[side]->days, BwDayScore, i).day);
  g_array_sort (days, compare_days);
  for (guint i = 0; i < days->len; i++)
    {
      guint32 day = g_array_index (days, guint32, i);
      g_autofree char *name = NULL;

      if (i > 0 && day == g_array_index (days, guint32, i - 1))
        continue;
      name = bw_glucose_words_day (day, TRUE);
      add_figure (self->days, name, tell_day (sides[0], day), tell_day (sides[1], day));
    }
}

/* --- Choice ----------------------------------------------------------------------------------- */

static void
show_models (BwModelsDialog *self)
{
  const BwGlucose *glucose = bw_session_get_glucose (self->session);
  const BwGlucoseModel *one = bw_glucose_get_model (glucose, self->ids[0]);
  const BwGlucoseModel *other = bw_glucose_get_model (glucose, self->ids[1]);

  if (one == NULL || other == NULL)
    return;
  show_figures (self, one, other);
  show_curves (self, one, other);
  show_days (self, one, other);
}

static void
on_selected (BwModelsDialog *self)
{
  GtkDropDown *drop_downs[N_SIDES] = { self->first, self->second };

  if (self->loading || self->session == NULL || bw_session_get_glucose (self->session) == NULL)
    return;
  for (guint side = 0; side < N_SIDES; side++)
    {
      guint selected = gtk_drop_down_get_selected (drop_downs[side]);

      if (selected < self->listed->len)
        self->ids[side] = g_array_index (self->listed, gint64, selected);
    }
  show_models (self);
}

static void
fill_drop_down (BwModelsDialog  *self,
                GtkDropDown     *drop_down,
                const BwGlucose *glucose,
                gint64           id)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < glucose->models->len; i++)
    {
      const BwGlucoseModel *model = g_ptr_array_index (glucose->models, i);
      g_autofree char *title = bw_glucose_words_model (model);
      g_autofree char *origin = bw_glucose_words_origin (model, glucose->zone);

      if (model->name == NULL)
        gtk_string_list_take (names, g_strdup_printf (_("%s · %s"), title, origin));
      else
        gtk_string_list_append (names, title);
      if (model->id == id)
        selected = i;
    }
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (drop_down, selected);
}

/* A model that is gone leaves its place to the newest. */
static void
on_glucose_changed (BwModelsDialog *self)
{
  const BwGlucose *glucose = bw_session_get_glucose (self->session);

  if (glucose == NULL || glucose->models->len == 0)
    return;
  self->loading = TRUE;
  g_array_set_size (self->listed, 0);
  for (guint i = 0; i < glucose->models->len; i++)
    g_array_append_val (self->listed,
                        ((const BwGlucoseModel *) g_ptr_array_index (glucose->models, i))->id);
  for (guint side = 0; side < N_SIDES; side++)
    for (guint i = 0; i < self->listed->len && bw_glucose_get_model (glucose, self->ids[side]) == NULL;
         i++)
      if (g_array_index (self->listed, gint64, i) != self->ids[1 - side])
        self->ids[side] = g_array_index (self->listed, gint64, i);
  fill_drop_down (self, self->first, glucose, self->ids[0]);
  fill_drop_down (self, self->second, glucose, self->ids[1]);
  self->loading = FALSE;
  on_selected (self);
}

static void
bw_models_dialog_dispose (GObject *object)
{
  g_clear_object (&BW_MODELS_DIALOG (object)->session);
  G_OBJECT_CLASS (bw_models_dialog_parent_class)->dispose (object);
}

static void
bw_models_dialog_finalize (GObject *object)
{
  g_array_unref (BW_MODELS_DIALOG (object)->listed);
  G_OBJECT_CLASS (bw_models_dialog_parent_class)->finalize (object);
}

static void
bw_models_dialog_class_init (BwModelsDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bw_models_dialog_dispose;
  object_class->finalize = bw_models_dialog_finalize;

  g_type_ensure (BW_TYPE_CURVES_VIEW);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-models-dialog.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwModelsDialog, child)
  BIND (first);
  BIND (second);
  BIND (figures);
  BIND (curves_group);
  BIND (curves);
  BIND (days_group);
  BIND (days);
#undef BIND
}

static void
bw_models_dialog_init (BwModelsDialog *self)
{
  self->listed = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
  bw_drop_down_shorten (self->first);
  bw_drop_down_shorten (self->second);
  g_signal_connect_swapped (self->first, "notify::selected", G_CALLBACK (on_selected), self);
  g_signal_connect_swapped (self->second, "notify::selected", G_CALLBACK (on_selected), self);
}

BwModelsDialog *
bw_models_dialog_new (GtkWindow *parent,
                      BwSession *session,
                      gint64     id)
{
  BwModelsDialog *self;

  g_return_val_if_fail (BW_IS_SESSION (session), NULL);

  self = g_object_new (BW_TYPE_MODELS_DIALOG, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->ids[0] = id;
  g_signal_connect_object (session, "glucose-changed", G_CALLBACK (on_glucose_changed), self,
                           G_CONNECT_SWAPPED);
  on_glucose_changed (self);
  return self;
}
