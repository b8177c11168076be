/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-compare-dialog-private.h"

#include "app/bw-compare-rows.h"
#include "app/bw-rhythm-line.h"
#include "app/bw-session-compare.h"
#include "app/bw-session-rhythm.h"
#include "app/bw-spinner.h"

#include <glib/gi18n-lib.h>

/* The slot of the session for the other one. */
#define SLOT 1
#define N_PAIRS 2

G_DEFINE_FINAL_TYPE (BwCompareDialog, bw_compare_dialog, ADW_TYPE_WINDOW)

static void
show_state (BwCompareDialog *self,
            const char      *name)
{
  gboolean has_content = g_str_equal (name, "content");

  gtk_stack_set_visible_child_name (self->states, name);
  gtk_widget_set_visible (self->back, has_content || g_str_equal (name, "failed"));
  gtk_widget_set_visible (self->menu, has_content);
  adw_window_title_set_title (self->title, g_str_equal (name, "choose") ? _("Compare with…")
                                                                        : _("Comparison"));
}

/* --- What is shown ----------------------------------------------------------------------------- */

static void
show_cautions (BwCompareDialog *self)
{
  g_autoptr (GPtrArray) cautions = bw_rhythm_comparison_get_cautions (self->comparison);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cautions))) != NULL)
    gtk_box_remove (self->cautions, child);
  for (guint i = 0; i < cautions->len; i++)
    {
      GtkWidget *label = gtk_label_new (g_ptr_array_index (cautions, i));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (self->cautions, label);
    }
}

static void
set_title (GtkLabel                 *label,
           const BwRhythmComparison *comparison,
           guint                     side)
{
  g_autofree char *title = bw_rhythm_comparison_get_title (comparison, side);
  /* Translators: “A” or “B”, and which recording that is */
  g_autofree char *text
      = g_strdup_printf (_("%s: %s"), bw_rhythm_comparison_get_letter (side), title);

  gtk_label_set_label (label, text);
}

static void
show_rows (BwCompareDialog *self)
{
  if (self->comparison != NULL)
    bw_compare_rows_show (self->rows, self->comparison, gtk_toggle_button_get_active (self->all));
}

static void
show_comparison (BwCompareDialog          *self,
                 BwRhythmComparisonFigure *figure)
{
  g_autofree char *text = bw_rhythm_comparison_get_text (self->comparison);

  gtk_label_set_label (self->sentence, text);
  show_cautions (self);
  set_title (self->title_a, self->comparison, 0);
  set_title (self->title_b, self->comparison, 1);
  bw_comparison_view_set_figure (self->chart_a, figure);
  bw_comparison_view_set_figure (self->chart_b, figure);
  bw_comparison_view_set_figure (self->spectrum, figure);
  bw_comparison_view_set_figure (self->poincare, figure);
  show_rows (self);
  show_state (self, "content");
}

/* @job did not end well. */
static void
show_failed (BwCompareDialog *self,
             BwJob           *job)
{
  const GError *error = bw_job_get_error (job);

  if (bw_job_get_state (job) == BW_JOB_CANCELLED || error == NULL)
    {
      show_state (self, "choose");
      return;
    }
  gtk_label_set_label (self->why_failed, error->message);
  show_state (self, "failed");
}

/* --- The session ------------------------------------------------------------------------------- */

/* What comes of them is not waited for any more. */
static void
forget_jobs (BwCompareDialog *self)
{
  BwJob *jobs[] = { g_steal_pointer (&self->load_job), g_steal_pointer (&self->compare_job) };

  for (guint i = 0; i < G_N_ELEMENTS (jobs); i++)
    if (jobs[i] != NULL)
      bw_job_cancel (jobs[i]);
}

static void
compare (BwCompareDialog *self)
{
  show_state (self, "loading");
  self->compare_job
      = bw_session_compare_rhythms (self->session, self->a.rhythm, self->a.from_ms, self->a.to_ms,
                                    self->b.rhythm, self->b.from_ms, self->b.to_ms);
}

static void
take_rhythm (BwCompareDialog *self,
             BwJob           *job)
{
  self->load_job = NULL;
  if (bw_job_get_state (job) != BW_JOB_DONE)
    {
      show_failed (self, job);
      return;
    }
  g_clear_pointer (&self->b.rhythm, bw_rhythm_unref);
  self->b = (BwCompareSide){ bw_job_steal_result (job), 0, G_MAXDOUBLE };
  compare (self);
}

static void
take_comparison (BwCompareDialog *self,
                 BwJob           *job)
{
  g_autoptr (BwRhythmComparisonFigure) figure = NULL;

  self->compare_job = NULL;
  if (bw_job_get_state (job) != BW_JOB_DONE)
    {
      show_failed (self, job);
      return;
    }
  figure = bw_job_steal_result (job);
  g_clear_pointer (&self->comparison, bw_rhythm_comparison_unref);
  self->comparison
      = bw_rhythm_comparison_ref (bw_rhythm_comparison_figure_get_comparison (figure));
  show_comparison (self, figure);
}

static void
on_job_finished (BwCompareDialog *self,
                 BwJob           *job)
{
  if (job == self->load_job)
    take_rhythm (self, job);
  else if (job == self->compare_job)
    take_comparison (self, job);
}

/* All but A itself; of a part of it the whole is another one. */
static void
show_choices (BwCompareDialog *self)
{
  const GArray *rows = bw_session_get_rhythms (self->session);
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (BwRhythmRow));
  gboolean whole
      = self->a.from_ms <= 0 && self->a.to_ms >= bw_rhythm_get_duration_ms (self->a.rhythm);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      /* Borrowed: the shelf copies them. */
      BwRhythmRow row = g_array_index (rows, BwRhythmRow, i);

      if (!whole || !bw_rhythm_key_equal (&row.key, &self->a.rhythm->key))
        g_array_append_val (others, row);
    }
  bw_rhythm_shelf_set_rows (self->shelf, others);
  gtk_stack_set_visible_child_name (self->choices, others->len > 0 ? "list" : "none");
  gtk_widget_set_sensitive (GTK_WIDGET (self->search), others->len > 0);
}

/* --- Widgets ----------------------------------------------------------------------------------- */

static void
on_setup_row (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  gtk_list_item_set_child (item, bw_rhythm_line_new ());
}

static void
on_bind_row (GtkSignalListItemFactory *factory,
             GtkListItem              *item)
{
  bw_rhythm_line_set_item (BW_RHYTHM_LINE (gtk_list_item_get_child (item)),
                           gtk_list_item_get_item (item));
}

static void
on_unbind_row (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  bw_rhythm_line_set_item (BW_RHYTHM_LINE (gtk_list_item_get_child (item)), NULL);
}

static void
on_row_activated (BwCompareDialog *self,
                  guint            position)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->list));
  g_autoptr (BwRhythmItem) item = g_list_model_get_item (model, position);

  if (item != NULL)
    bw_compare_dialog_choose (self, bw_rhythm_item_get_key (item));
}

static void
on_search_changed (BwCompareDialog *self)
{
  bw_rhythm_shelf_set_search (self->shelf, gtk_editable_get_text (GTK_EDITABLE (self->search)));
  if (bw_rhythm_shelf_get_n (self->shelf) > 0)
    gtk_stack_set_visible_child_name (
        self->choices, bw_rhythm_shelf_get_n_shown (self->shelf) > 0 ? "list" : "no-match");
}

/* Escape, in the entry: first what is written, then the dialog. */
static void
on_stop_search (BwCompareDialog *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* Two beside each other, or on a phone one below the other. */
static void
on_narrow_changed (BwCompareDialog *self)
{
  gboolean narrow = bw_narrow_bin_get_narrow (self->bin);
  GtkBox *pairs[N_PAIRS] = { self->tachograms, self->plots };

  for (guint i = 0; i < N_PAIRS; i++)
    {
      gtk_orientable_set_orientation (
          GTK_ORIENTABLE (pairs[i]),
          narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
      gtk_box_set_homogeneous (pairs[i], !narrow);
    }
}

static void
on_back (BwCompareDialog *self)
{
  forget_jobs (self);
  show_choices (self);
  show_state (self, "choose");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* --- Object ------------------------------------------------------------------------------------ */

static void
bw_compare_dialog_dispose (GObject *object)
{
  BwCompareDialog *self = BW_COMPARE_DIALOG (object);

  forget_jobs (self);
  g_clear_object (&self->session);
  g_clear_object (&self->shelf);
  g_clear_pointer (&self->a.rhythm, bw_rhythm_unref);
  g_clear_pointer (&self->b.rhythm, bw_rhythm_unref);
  g_clear_pointer (&self->comparison, bw_rhythm_comparison_unref);
  G_OBJECT_CLASS (bw_compare_dialog_parent_class)->dispose (object);
}

static void
bw_compare_dialog_class_init (BwCompareDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_compare_dialog_dispose;

  g_type_ensure (BW_TYPE_COMPARISON_VIEW);
  g_type_ensure (BW_TYPE_INTERVALS_VIEW);
  g_type_ensure (BW_TYPE_NARROW_BIN);
  g_type_ensure (BW_TYPE_SPINNER);
  bw_compare_dialog_class_install_table_actions (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-compare-dialog.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwCompareDialog, child)
  BIND (toasts);
  BIND (title);
  BIND (back);
  BIND (menu);
  BIND (states);
  BIND (bin);
  BIND (search);
  BIND (choices);
  BIND (list);
  BIND (why_failed);
  BIND (sentence);
  BIND (cautions);
  BIND (tachograms);
  BIND (plots);
  BIND (title_a);
  BIND (title_b);
  BIND (chart_a);
  BIND (chart_b);
  BIND (spectrum);
  BIND (poincare);
  BIND (rows);
  BIND (all);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_setup_row);
  gtk_widget_class_bind_template_callback (widget_class, on_bind_row);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind_row);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_narrow_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, show_rows);
}

static void
bw_compare_dialog_init (BwCompareDialog *self)
{
  self->shelf = bw_rhythm_shelf_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  bw_comparison_view_set_chart (self->chart_a, BW_COMPARISON_CHART_A);
  bw_comparison_view_set_chart (self->chart_b, BW_COMPARISON_CHART_B);
  bw_comparison_view_set_chart (self->spectrum, BW_COMPARISON_CHART_SPECTRUM);
  bw_comparison_view_set_chart (self->poincare, BW_COMPARISON_CHART_POINCARE);
  gtk_list_view_set_model (self->list, bw_rhythm_shelf_get_selection (self->shelf));
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self->list));
  on_narrow_changed (self);
}

BwCompareDialog *
bw_compare_dialog_new (GtkWindow *parent,
                       BwSession *session,
                       BwRhythm  *a,
                       double     a_from_ms,
                       double     a_to_ms,
                       BwRhythm  *b,
                       double     b_from_ms,
                       double     b_to_ms)
{
  int width = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0, usual, height;
  BwCompareDialog *self;

  g_return_val_if_fail (BW_IS_SESSION (session) && a != NULL, NULL);

  self = g_object_new (BW_TYPE_COMPARE_DIALOG, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->a = (BwCompareSide){ bw_rhythm_ref (a), a_from_ms, a_to_ms };
  if (b != NULL)
    self->b = (BwCompareSide){ bw_rhythm_ref (b), b_from_ms, b_to_ms };
  gtk_window_get_default_size (GTK_WINDOW (self), &usual, &height);
  if (width > 0 && width < usual) /* no wider than what it lies over */
    {
      gtk_window_set_default_size (GTK_WINDOW (self), width, height);
      bw_narrow_bin_expect_width (self->bin, width);
    }
  g_signal_connect_object (session, "job-finished", G_CALLBACK (on_job_finished), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "rhythms-changed", G_CALLBACK (show_choices), self,
                           G_CONNECT_SWAPPED);
  show_choices (self);
  if (b != NULL)
    compare (self);
  else
    show_state (self, "choose");
  return self;
}

void
bw_compare_dialog_present (GtkWidget *widget,
                           BwSession *session,
                           BwRhythm  *a,
                           double     a_from_ms,
                           double     a_to_ms,
                           BwRhythm  *b,
                           double     b_from_ms,
                           double     b_to_ms)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  gtk_window_present (GTK_WINDOW (bw_compare_dialog_new (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, session, a, a_from_ms, a_to_ms, b, b_from_ms,
      b_to_ms)));
}

const char *
bw_compare_dialog_get_state (BwCompareDialog *self)
{
  g_return_val_if_fail (BW_IS_COMPARE_DIALOG (self), NULL);

  return gtk_stack_get_visible_child_name (self->states);
}

void
bw_compare_dialog_choose (BwCompareDialog   *self,
                          const BwRhythmKey *key)
{
  g_return_if_fail (BW_IS_COMPARE_DIALOG (self));

  show_state (self, "loading");
  self->load_job = bw_session_load_rhythm (self->session, key, SLOT);
}
