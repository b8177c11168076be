/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-proposal-list.h"

#include "app/bw-format.h"
#include "app/bw-label-words.h"
#include "app/bw-proposal-row.h"
#include "plot/bw-plot-time.h"

#include <glib/gi18n-lib.h>

struct _BwProposalList
{
  AdwBin parent_instance;

  /* Template children. */
  GtkLabel *summary;
  GtkCheckButton *only_changes;
  GtkStack *stack;
  GtkListView *view;
  GtkLabel *nothing;
  GtkLabel *note;
  GtkWidget *apply;
  GtkLabel *apply_label;

  /* Owned. */
  GListStore *rows;
  GPtrArray *order;      /* (element-type BwProposalRow): the rows again, to go through quickly */
  GtkFilter *filter;
  GtkSizeGroup *labels;
  GHashTable *starts;    /* recording id (gint64 *) → start (gint64 *) */
  GTimeZone *zone;
  BwProposals *proposals;
  char *problem;

  gboolean with_day;
  guint n_changes;
};

G_DEFINE_FINAL_TYPE (BwProposalList, bw_proposal_list, ADW_TYPE_BIN)

enum
{
  APPLY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
format_when (BwProposalList *self,
             gint64          recording_id)
{
  const gint64 *start = g_hash_table_lookup (self->starts, &recording_id);

  if (start == NULL)
    return g_strdup ("");
  return self->with_day ? bw_format_time (*start, self->zone)
                        : bw_plot_format_clock (self->zone, *start);
}

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          BwProposalList           *self)
{
  gtk_list_item_set_child (item, bw_proposal_cell_new (self->labels));
}

static void
on_row_changed (BwProposalRow *row,
                GtkListItem   *item)
{
  bw_proposal_cell_show (gtk_list_item_get_child (item), row);
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  data)
{
  BwProposalRow *row = gtk_list_item_get_item (item);

  bw_proposal_cell_show (gtk_list_item_get_child (item), row);
  g_signal_connect (row, "changed", G_CALLBACK (on_row_changed), item);
}

static void
on_unbind (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           gpointer                  data)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (item), item);
}

static gboolean
is_shown (gpointer item,
          gpointer data)
{
  BwProposalList *self = data;

  return !gtk_check_button_get_active (self->only_changes)
         || bw_proposal_row_get_new_label (item) != BW_LABEL_NONE;
}

static char *
summarise (guint n_fasting,
           guint n_glucose,
           guint n_same)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *separator = "";

  if (n_fasting > 0)
    {
      /* Translators: after a label's shape: "○ 12 fasting". */
      g_string_append_printf (text, ngettext ("%s %u fasting", "%s %u fasting", n_fasting),
                              bw_label_words_get_shape (BW_LABEL_FASTING), n_fasting);
      separator = " · ";
    }
  if (n_glucose > 0)
    {
      g_string_append (text, separator);
      g_string_append_printf (text,
                              ngettext ("%s %u after glucose", "%s %u after glucose", n_glucose),
                              bw_label_words_get_shape (BW_LABEL_GLUCOSE), n_glucose);
      separator = " · ";
    }
  if (n_same > 0)
    {
      g_string_append (text, separator);
      g_string_append_printf (text, ngettext ("%u unchanged", "%u unchanged", n_same),
                              n_same);
    }
  return g_strdup (text->str);
}

static void
update (BwProposalList *self)
{
  guint n = self->order->len;
  guint n_to[] = { [BW_LABEL_NONE] = 0, [BW_LABEL_FASTING] = 0, [BW_LABEL_GLUCOSE] = 0 };
  g_autofree char *summary = NULL;
  g_autofree char *button = NULL;
  gboolean only;

  for (guint i = 0; i < n; i++)
    n_to[bw_proposal_row_get_new_label (g_ptr_array_index (self->order, i))]++;
  self->n_changes = self->problem != NULL ? 0 : n - n_to[BW_LABEL_NONE];

  summary = self->problem != NULL ? g_strdup ("")
                                  : summarise (n_to[BW_LABEL_FASTING], n_to[BW_LABEL_GLUCOSE],
                                               n_to[BW_LABEL_NONE]);
  gtk_label_set_label (self->summary, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), *summary != '\0');
  if (self->n_changes > 0)
    button = g_strdup_printf (
        ngettext ("_Label %u Recording", "_Label %u Recordings", self->n_changes), self->n_changes);
  else
    button = g_strdup (_("_Label Recordings"));
  gtk_label_set_label (self->apply_label, button);
  gtk_widget_set_sensitive (self->apply, self->n_changes > 0);

  only = gtk_check_button_get_active (self->only_changes);
  if (self->problem != NULL)
    gtk_label_set_label (self->nothing, self->problem);
  else
    gtk_label_set_label (self->nothing, n > 0 ? _("No label would change.")
                                              : _("No recording that could be labelled."));
  gtk_stack_set_visible_child_name (self->stack, self->problem != NULL || n == 0
                                                     || (only && self->n_changes == 0)
                                                   ? "nothing"
                                                   : "rows");
}

static void
on_only_changes (BwProposalList *self)
{
  gtk_filter_changed (self->filter, gtk_check_button_get_active (self->only_changes)
                                      ? GTK_FILTER_CHANGE_MORE_STRICT
                                      : GTK_FILTER_CHANGE_LESS_STRICT);
  update (self);
}

static void
on_apply (BwProposalList *self)
{
  if (self->n_changes > 0)
    g_signal_emit (self, signals[APPLY], 0);
}

static void
on_row_activated (BwProposalList *self)
{
  gtk_widget_activate_default (GTK_WIDGET (self));
}

static void
bw_proposal_list_dispose (GObject *object)
{
  BwProposalList *self = BW_PROPOSAL_LIST (object);

  g_clear_object (&self->rows);
  g_clear_pointer (&self->order, g_ptr_array_unref);
  g_clear_object (&self->filter);
  g_clear_object (&self->labels);
  g_clear_pointer (&self->starts, g_hash_table_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->proposals, bw_proposals_free);
  g_clear_pointer (&self->problem, g_free);
  G_OBJECT_CLASS (bw_proposal_list_parent_class)->dispose (object);
}

static void
bw_proposal_list_class_init (BwProposalListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_proposal_list_dispose;

  signals[APPLY] = g_signal_new ("apply", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/beatwise/Beatwise/ui/"
                                                             "bw-proposal-list.ui");
  gtk_widget_class_bind_template_child (widget_class, BwProposalList, summary);
  gtk_widget_class_bind_template_child (widget_class, BwProposalList, only_changes);
  gtk_widget_class_bind_template_child (widget_class, BwProposalList, stack);
  gtk_widget_class_bind_template_child (widget_class, BwProposalList, view);
  gtk_widget_class_bind_template_child (widget_class, BwProposalList, nothing);
  gtk_widget_class_bind_template_child (widget_class, BwProposalList, note);
  gtk_widget_class_bind_template_child (widget_class, BwProposalList, apply);
  gtk_widget_class_bind_template_child (widget_class, BwProposalList, apply_label);
  gtk_widget_class_bind_template_callback (widget_class, on_only_changes);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
bw_proposal_list_init (BwProposalList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *filtered;
  GtkNoSelection *selection;

  self->rows = g_list_store_new (BW_TYPE_PROPOSAL_ROW);
  self->order = g_ptr_array_new_with_free_func (g_object_unref);
  self->starts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->labels = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_widget_init_template (GTK_WIDGET (self));

  self->filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->rows)),
                                        g_object_ref (self->filter));
  selection = gtk_no_selection_new (G_LIST_MODEL (filtered));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
  update (self);
}

void
bw_proposal_list_set_recordings (BwProposalList *self,
                                 GArray         *recordings,
                                 GTimeZone      *zone,
                                 gboolean        with_day)
{
  g_return_if_fail (BW_IS_PROPOSAL_LIST (self));
  g_return_if_fail (recordings != NULL);
  g_return_if_fail (zone != NULL);

  g_hash_table_remove_all (self->starts);
  for (guint i = 0; i < recordings->len; i++)
    {
      const BwRecording *recording = &g_array_index (recordings, BwRecording, i);

      g_hash_table_insert (self->starts, g_memdup2 (&recording->id, sizeof recording->id),
                           g_memdup2 (&recording->start_ms, sizeof recording->start_ms));
    }
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = g_time_zone_ref (zone);
  self->with_day = with_day;
}

/* Whether the rows are of just these recordings, in this order. */
static gboolean
are_the_same (BwProposalList *self,
              const GArray   *proposals)
{
  if (self->order->len != proposals->len)
    return FALSE;
  for (guint i = 0; i < proposals->len; i++)
    if (bw_proposal_row_get_recording_id (g_ptr_array_index (self->order, i))
        != g_array_index (proposals, BwProposal, i).recording_id)
      return FALSE;
  return TRUE;
}

void
bw_proposal_list_set_proposals (BwProposalList *self,
                                BwProposals    *proposals)
{
  g_return_if_fail (BW_IS_PROPOSAL_LIST (self));
  g_return_if_fail (proposals != NULL);

  if (are_the_same (self, proposals->proposals))
    {
      for (guint i = 0; i < proposals->proposals->len; i++)
        bw_proposal_row_set_proposal (g_ptr_array_index (self->order, i),
                                      &g_array_index (proposals->proposals, BwProposal, i));
      if (gtk_check_button_get_active (self->only_changes))
        gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
    }
  else
    {
      guint n_before = self->order->len;

      g_ptr_array_set_size (self->order, 0);
      for (guint i = 0; i < proposals->proposals->len; i++)
        {
          const BwProposal *proposal = &g_array_index (proposals->proposals, BwProposal, i);
          g_autofree char *when = format_when (self, proposal->recording_id);

          g_ptr_array_add (self->order, bw_proposal_row_new (proposal, when));
        }
      g_list_store_splice (self->rows, 0, n_before, self->order->pdata, self->order->len);
    }
  g_clear_pointer (&self->proposals, bw_proposals_free);
  self->proposals = proposals;
  update (self);
}

void
bw_proposal_list_set_note (BwProposalList *self,
                           const char     *note)
{
  g_return_if_fail (BW_IS_PROPOSAL_LIST (self));

  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
}

void
bw_proposal_list_set_problem (BwProposalList *self,
                              const char     *problem)
{
  g_return_if_fail (BW_IS_PROPOSAL_LIST (self));

  g_free (self->problem);
  self->problem = g_strdup (problem);
  update (self);
}

void
bw_proposal_list_set_only_changes (BwProposalList *self,
                                   gboolean        only_changes)
{
  g_return_if_fail (BW_IS_PROPOSAL_LIST (self));

  gtk_check_button_set_active (self->only_changes, only_changes);
}

guint
bw_proposal_list_get_n_changes (BwProposalList *self)
{
  g_return_val_if_fail (BW_IS_PROPOSAL_LIST (self), 0);

  return self->n_changes;
}

GArray *
bw_proposal_list_get_states (BwProposalList *self,
                             const char     *who)
{
  g_return_val_if_fail (BW_IS_PROPOSAL_LIST (self), NULL);
  g_return_val_if_fail (self->proposals != NULL && self->problem == NULL, NULL);

  return bw_proposals_get_states (self->proposals, who, g_get_real_time () / 1000);
}

GtkWidget *
bw_proposal_list_get_button (BwProposalList *self)
{
  g_return_val_if_fail (BW_IS_PROPOSAL_LIST (self), NULL);

  return self->apply;
}
