/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-list-pane.h"

#include "app/bw-ecg-row.h"
#include "app/bw-ecg-words.h"
#include "app/bw-row-list.h"

#include <glib/gi18n-lib.h>

struct _BwEcgListPane
{
  AdwBin parent_instance;

  /* Template children. */
  GtkSearchEntry *search;
  GtkMenuButton *show_button;
  GtkMenuButton *sort_button;
  GtkStack *states;
  GtkListView *view;
  GtkLabel *shown_label;
  GtkLabel *count;
  GtkWidget *all_button;
  GMenu *prediction_shows;
  GMenu *prediction_sorts;

  /* Owned. */
  BwEcgList *list;
  GSettings *settings;
  GSimpleActionGroup *actions;

  BwRowList rows;
};

G_DEFINE_FINAL_TYPE (BwEcgListPane, bw_ecg_list_pane, ADW_TYPE_BIN)

enum
{
  SIGNAL_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_item (GtkWidget *row,
          gpointer   item)
{
  bw_ecg_row_set_item (BW_ECG_ROW (row), item);
}

static gpointer
get_item (GtkWidget *row)
{
  return bw_ecg_row_get_item (BW_ECG_ROW (row));
}

static const BwRowKind row_kind = { bw_ecg_row_new, set_item, get_item };

/* What goes by predictions is offered where there are some. */
static void
show_menus (BwEcgListPane *self)
{
  gboolean predicted = bw_ecg_list_has_predictions (self->list);
  gboolean offered = g_menu_model_get_n_items (G_MENU_MODEL (self->prediction_shows)) > 0;

  if (predicted == offered)
    return;
  g_menu_remove_all (self->prediction_shows);
  g_menu_remove_all (self->prediction_sorts);
  if (!predicted)
    return;
  g_menu_append (self->prediction_shows, _("Prediction _Differs From Label"),
                 "recordings.show::differs");
  g_menu_append (self->prediction_shows, _("Prediction Not _Sure"), "recordings.show::unsure");
  g_menu_append (self->prediction_sorts, _("_Prediction"), "recordings.ecg-sort::prediction");
}

static void
show_counts (BwEcgListPane *self)
{
  guint n = bw_ecg_list_get_n (self->list);
  guint n_shown = bw_ecg_list_get_n_shown (self->list);
  BwEcgShow show = bw_ecg_list_get_show (self->list);
  gboolean narrowed = show != BW_ECG_SHOW_ALL || *bw_ecg_list_get_search (self->list) != '\0';
  g_autofree char *count
      = bw_ecg_words_count (n_shown, n, bw_ecg_list_count_label (self->list, BW_LABEL_NONE));

  gtk_label_set_label (self->count, count);
  gtk_label_set_label (self->shown_label, bw_ecg_show_get_name (show));
  gtk_widget_set_visible (GTK_WIDGET (self->shown_label), show != BW_ECG_SHOW_ALL);
  gtk_widget_set_visible (self->all_button, narrowed && n_shown > 0);
  /* A blind reader's order is her own. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->sort_button),
                            bw_ecg_list_get_blind (self->list) == NULL);
  gtk_stack_set_visible_child_name (self->states, n_shown > 0 || n == 0 ? "list" : "none");
  show_menus (self);
}

static void
on_selection_changed (BwEcgListPane *self)
{
  g_autoptr (GPtrArray) selected = NULL;

  if (!bw_row_list_take_pointed (&self->rows))
    return;
  selected = bw_ecg_list_get_selected (self->list);
  if (selected->len == 1)
    g_signal_emit (self, signals[SIGNAL_OPENED], 0);
}

static void
on_activate (BwEcgListPane *self)
{
  g_signal_emit (self, signals[SIGNAL_OPENED], 0);
}

static void
on_search_changed (BwEcgListPane *self)
{
  if (self->list != NULL)
    bw_ecg_list_set_search (self->list, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
on_stop_search (BwEcgListPane *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  bw_ecg_list_pane_focus_list (self);
}

/* --- Actions ----------------------------------------------------------------------------------- */

static void
on_show (GSimpleAction *action,
         GVariant      *state,
         gpointer       user_data)
{
  BwEcgListPane *self = user_data;

  g_simple_action_set_state (action, state);
  bw_ecg_list_set_show (self->list, bw_ecg_show_from_id (g_variant_get_string (state, NULL)));
}

static void
on_show_all (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  bw_ecg_list_pane_show_all (user_data);
}

static void
on_sort_setting (BwEcgListPane *self)
{
  g_autofree char *id = g_settings_get_string (self->settings, "ecg-sort");

  bw_ecg_list_set_sort (self->list, bw_ecg_sort_from_id (id));
}

static void
add_actions (BwEcgListPane *self)
{
  static const GActionEntry entries[] = {
    { .name = "show", .parameter_type = "s", .state = "'all'", .change_state = on_show },
    { .name = "show-all", .activate = on_show_all },
  };
  g_autoptr (GAction) sort = g_settings_create_action (self->settings, "ecg-sort");

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), sort);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "recordings", G_ACTION_GROUP (self->actions));
}

/* --- Class ------------------------------------------------------------------------------------- */

static void
bw_ecg_list_pane_dispose (GObject *object)
{
  BwEcgListPane *self = BW_ECG_LIST_PANE (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->view, NULL);
  g_clear_object (&self->list);
  g_clear_object (&self->settings);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (bw_ecg_list_pane_parent_class)->dispose (object);
}

static void
bw_ecg_list_pane_class_init (BwEcgListPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_ecg_list_pane_dispose;

  signals[SIGNAL_OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-ecg-list-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, BwEcgListPane, search);
  gtk_widget_class_bind_template_child (widget_class, BwEcgListPane, show_button);
  gtk_widget_class_bind_template_child (widget_class, BwEcgListPane, sort_button);
  gtk_widget_class_bind_template_child (widget_class, BwEcgListPane, states);
  gtk_widget_class_bind_template_child (widget_class, BwEcgListPane, view);
  gtk_widget_class_bind_template_child (widget_class, BwEcgListPane, shown_label);
  gtk_widget_class_bind_template_child (widget_class, BwEcgListPane, count);
  gtk_widget_class_bind_template_child (widget_class, BwEcgListPane, all_button);
  gtk_widget_class_bind_template_child (widget_class, BwEcgListPane, prediction_shows);
  gtk_widget_class_bind_template_child (widget_class, BwEcgListPane, prediction_sorts);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
bw_ecg_list_pane_init (BwEcgListPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  bw_row_list_init (&self->rows, self->view, &row_kind);
}

void
bw_ecg_list_pane_set_list (BwEcgListPane *self,
                           BwEcgList     *list,
                           GSettings     *settings)
{
  g_return_if_fail (BW_IS_ECG_LIST_PANE (self));
  g_return_if_fail (BW_IS_ECG_LIST (list));
  g_return_if_fail (self->list == NULL);

  self->list = g_object_ref (list);
  self->settings = g_object_ref (settings);
  add_actions (self);
  gtk_list_view_set_model (self->view, bw_ecg_list_get_selection (list));
  g_signal_connect_object (list, "changed", G_CALLBACK (show_counts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "selection-changed", G_CALLBACK (on_selection_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::ecg-sort", G_CALLBACK (on_sort_setting), self,
                           G_CONNECT_SWAPPED);
  on_sort_setting (self);
  show_counts (self);
}

void
bw_ecg_list_pane_scroll_to (BwEcgListPane *self,
                            BwEcgItem     *item,
                            gboolean       focus)
{
  g_return_if_fail (BW_IS_ECG_LIST_PANE (self));
  g_return_if_fail (BW_IS_ECG_ITEM (item));

  bw_row_list_scroll_to (&self->rows, item, focus);
}

void
bw_ecg_list_pane_begin_search (BwEcgListPane *self)
{
  g_return_if_fail (BW_IS_ECG_LIST_PANE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

void
bw_ecg_list_pane_focus_list (BwEcgListPane *self)
{
  g_return_if_fail (BW_IS_ECG_LIST_PANE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

void
bw_ecg_list_pane_show_only (BwEcgListPane *self,
                            BwEcgShow      show)
{
  g_return_if_fail (BW_IS_ECG_LIST_PANE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  /* Not after the delay of typing. */
  bw_ecg_list_set_search (self->list, "");
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "show",
                                      g_variant_new_string (bw_ecg_show_get_id (show)));
}

void
bw_ecg_list_pane_show_all (BwEcgListPane *self)
{
  bw_ecg_list_pane_show_only (self, BW_ECG_SHOW_ALL);
}
